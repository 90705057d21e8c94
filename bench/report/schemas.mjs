import { median, pairedRatio } from '../machine/statistics.mjs';
import { number, ratioText, table } from './table.mjs';

const recordRates = (results) => results.map((r) => r.recordsPerSecond);

/** Records per second of a format against plain JSON, round by round. */
export function ratioToJson(results, format) {
  return pairedRatio(recordRates(results[format]), recordRates(results.json));
}

function formats(results) {
  return table(
    ['format', 'records/s:', 'against json:', 'CPU s per million:'],
    Object.entries(results).map(([format, own]) => [
      format,
      number(median(recordRates(own))),
      ratioText(ratioToJson(results, format)),
      number(median(own.map((r) => (r.cpuSeconds / r.records) * 1e6))),
    ]),
  );
}

export function schemasReport({ produced, read, peakMb }) {
  return [
    '## Schemas: produce, 100 records × 16 connections, the schema inline',
    formats(produced),
    '## Schemas: consume, 100,000 records of 100 bytes of JSON, assignment included',
    formats(read),
    `Peak resident memory of the gateway: ${number(peakMb)} MB.`,
  ];
}
