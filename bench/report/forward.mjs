import { median, pairedRatio } from '../machine/statistics.mjs';
import { number, ratioText, table } from './table.mjs';

const KINDS = [
  ['read of one record', 'readMs'],
  ['commit', 'commitMs'],
];

/** Medians of a kind of request at the other replica against those at the owner, run by run. */
export function ratioToOwner({ runs }, kind) {
  return pairedRatio(
    runs.map(({ other }) => other[kind].p50),
    runs.map(({ owner }) => owner[kind].p50),
  );
}

export function forwardReport(forward) {
  const of = (side, kind, quantile) => number(median(forward.runs.map((run) => run[side][kind][quantile])));
  return [
    '## Forward: milliseconds at the replica that has an instance, and at another one that passes the request on',
    table(
      ['request', 'owner, p50:', 'p99:', 'other, p50:', 'p99:', 'other / owner at the median:', 'samples:'],
      KINDS.map(([name, kind]) => [
        name,
        of('owner', kind, 'p50'),
        of('owner', kind, 'p99'),
        of('other', kind, 'p50'),
        of('other', kind, 'p99'),
        ratioText(ratioToOwner(forward, kind)),
        number(forward.runs.reduce((sum, { samples }) => sum + samples, 0)),
      ]),
    ),
  ];
}
