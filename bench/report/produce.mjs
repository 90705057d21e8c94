import { BARE_BRIDGE, BARE_HTTP, BRIDGE_ALONE, describe, GATEWAY, RDKAFKA_ALONE } from '../areas/produce.mjs';
import { median, pairedRatio } from '../machine/statistics.mjs';
import { number, ratioText, table } from './table.mjs';

const NONE = '–';

const medianOf = (results, pick) => median(results.map(pick));
const rate = (results) => (results === undefined ? NONE : number(medianOf(results, (r) => r.requestsPerSecond)));

/** CPU seconds of the server process per million records. */
const cpuPerMillion = (result) => (result.cpuSeconds / result.records) * 1e6;
const cpu = (results) => (results === undefined ? NONE : number(medianOf(results, cpuPerMillion)));

/** Gateway against bare node:http with the same scanner and producer, round by round. */
export function ratioToBridge(results) {
  const rates = (name) => results[name].map((r) => r.requestsPerSecond);
  return pairedRatio(rates(GATEWAY), rates(BARE_BRIDGE));
}

export function cpuOfGateway(results) {
  return medianOf(results[GATEWAY], cpuPerMillion);
}

/** Requests per second beside the ceilings of the same rounds. */
function ceilings(lines) {
  const beside = lines.filter(({ cell }) => cell.beside !== 'none');
  return table(
    [
      'records × connections',
      'bare node:http:',
      'bare node:http + bridge:',
      'gateway:',
      'gateway / (bare + bridge):',
      'bridge alone:',
      'node-rdkafka alone:',
    ],
    beside.map(({ cell, results }) => [
      describe(cell),
      rate(results[BARE_HTTP]),
      rate(results[BARE_BRIDGE]),
      `**${rate(results[GATEWAY])}**`,
      ratioText(ratioToBridge(results)),
      rate(results[BRIDGE_ALONE]),
      rate(results[RDKAFKA_ALONE]),
    ]),
  );
}

function cpuTable(lines) {
  const beside = lines.filter(({ cell }) => cell.beside !== 'none');
  return table(
    ['records × connections', 'bare node:http + bridge:', 'gateway:', 'bridge alone:', 'node-rdkafka alone:'],
    beside.map(({ cell, results }) => [
      describe(cell),
      cpu(results[BARE_BRIDGE]),
      `**${cpu(results[GATEWAY])}**`,
      cpu(results[BRIDGE_ALONE]),
      cpu(results[RDKAFKA_ALONE]),
    ]),
  );
}

function gatewayTable(lines) {
  return table(
    ['records × connections', 'requests/s:', 'records/s:', 'p50 ms:', 'p95 ms:', 'p99 ms:', 'CPU s per million:'],
    lines.map(({ cell, results }) => {
      const own = results[GATEWAY];
      const latency = (quantile) => number(medianOf(own, (r) => r.latencyMs[quantile]));
      return [
        describe(cell),
        rate(own),
        number(medianOf(own, (r) => r.recordsPerSecond)),
        latency('p50'),
        latency('p95'),
        latency('p99'),
        cpu(own),
      ];
    }),
  );
}

export function produceReport({ lines, peakMb }) {
  return [
    '## Produce: requests per second beside the ceilings',
    ceilings(lines),
    '## Produce: CPU seconds of the process per million records',
    cpuTable(lines),
    '## Produce: the gateway over the matrix',
    gatewayTable(lines),
    `Peak resident memory of the gateway: ${number(peakMb)} MB.`,
  ];
}
