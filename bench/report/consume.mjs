import { GATEWAY_JSON, RDKAFKA_CONSUME } from '../areas/consume.mjs';
import { median, pairedRatio } from '../machine/statistics.mjs';
import { number, ratioText, table } from './table.mjs';

export function ratioToRdkafka(results, name = GATEWAY_JSON) {
  const rates = (contestant) => results[contestant].map((r) => r.recordsPerSecond);
  return pairedRatio(rates(name), rates(RDKAFKA_CONSUME));
}

export function consumeReport({ records, results, peakMb }) {
  return [
    `## Consume: ${records.toLocaleString('en-US')} records of 100 bytes, assignment included`,
    table(
      ['reader', 'records/s:', 'against node-rdkafka:', 'seconds:', 'reads:', 'CPU s per million:'],
      Object.entries(results).map(([name, own]) => [
        name,
        number(median(own.map((r) => r.recordsPerSecond))),
        ratioText(ratioToRdkafka(results, name)),
        number(median(own.map((r) => r.seconds))),
        own[0].reads === undefined ? '–' : number(median(own.map((r) => r.reads))),
        number(median(own.map((r) => (r.cpuSeconds / r.records) * 1e6))),
      ]),
    ),
    `Peak resident memory of the gateway: ${number(peakMb)} MB.`,
  ];
}
