import { RDKAFKA_ALONE } from '../areas/streams.mjs';
import { median, pairedRatio } from '../machine/statistics.mjs';
import { number, ratioText, table } from './table.mjs';

const recordRates = (results) => results.map((r) => r.recordsPerSecond);

/** Records per second against node-rdkafka alone, round by round. */
export function ratioToRdkafka(results, name) {
  return pairedRatio(recordRates(results[name]), recordRates(results[RDKAFKA_ALONE]));
}

function rates(results) {
  return table(
    ['', 'records/s:', `against ${RDKAFKA_ALONE}:`, 'CPU s per million:'],
    Object.entries(results).map(([name, own]) => [
      name,
      number(median(recordRates(own))),
      ratioText(ratioToRdkafka(results, name)),
      number(median(own.map((r) => (r.cpuSeconds / r.records) * 1e6))),
    ]),
  );
}

export function streamsReport({ results, long, idle, peakMb }) {
  const each = ((idle.afterMb - idle.beforeMb) * 1024) / idle.streams;
  return [
    '## Streams of API v3: 100-byte records, a receipt for each',
    rates(results),
    `One stream of ${number(long.records)} records, ${number(long.recordsPerSecond)}/s: ${number(long.beforeMb)} MB resident ` +
      `before, ${number(long.peakMb)} MB at most, ${number(long.afterMb)} MB behind it.`,
    `${number(idle.streams)} streams that wait for their next record: ${number(each)} KB each.`,
    `Peak resident memory of the gateway: ${number(peakMb)} MB.`,
  ];
}
