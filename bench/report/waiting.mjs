import { number, table } from './table.mjs';

export function waitingReport({ results, peakMb }) {
  const quantiles = ({ p50, p95, p99, max }) => [p50, p95, p99, max].map(number);
  return [
    '## Waiting reader: milliseconds from the produce request to the arrival of its record',
    table(
      ['reader', 'p50:', 'p95:', 'p99:', 'max:', 'produce answered, p50:', 'samples:'],
      Object.entries(results).map(([name, own]) => [
        name,
        ...quantiles(own.fromSendMs),
        own.produceMs === undefined ? '–' : number(own.produceMs.p50),
        number(own.samples),
      ]),
    ),
    `Peak resident memory of the gateway: ${number(peakMb)} MB.`,
  ];
}
