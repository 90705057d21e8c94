import { number, table } from './table.mjs';

export function memoryReport({ series, peakMb }) {
  return [
    '## Memory over many requests',
    table(
      [
        'requests',
        'number:',
        'per second:',
        'MB at the start:',
        'at the end:',
        'most:',
        'growth per 10,000, second half:',
      ],
      series.map((own) => [
        own.name,
        number(own.requests),
        number(own.requestsPerSecond),
        number(own.startMb),
        number(own.endMb),
        number(own.maxMb),
        `${own.slopeMb.toFixed(2)} MB`,
      ]),
    ),
    `Peak resident memory of the gateway: ${number(peakMb)} MB.`,
  ];
}
