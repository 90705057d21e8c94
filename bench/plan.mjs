/**
 * @typedef {object} Cell one line of the produce tables
 * @property {'json' | 'binary'} format
 * @property {number} records per request
 * @property {number} connections
 * @property {number} partitions of the topic
 * @property {boolean} keepAlive false: a new connection per request
 * @property {'all' | 'bridge' | 'none'} beside which ceilings run in the same rounds: all of them, only node:http with the
 *   same scanner and producer, or none
 */

const SIZES = [1, 10, 100, 1000];
const CONNECTIONS = [1, 16, 64];

function cell(records, connections, beside, more = {}) {
  return { format: 'json', records, connections, partitions: 4, keepAlive: true, beside, ...more };
}

/** What the marks are about: every batch size at 16 connections, and the smallest requests at 1 and 64. */
const marks = [...SIZES.map((records) => cell(records, 16, 'all')), cell(1, 1, 'bridge'), cell(1, 64, 'bridge')];

const others = [
  ...SIZES.slice(1).flatMap((records) => [cell(records, 1, 'none'), cell(records, 64, 'none')]),
  ...SIZES.map((records) => cell(records, 16, 'none', { format: 'binary' })),
  ...SIZES.map((records) => cell(records, 16, 'bridge', { partitions: 64 })),
  ...CONNECTIONS.map((connections) => cell(1, connections, 'none', { keepAlive: false })),
];

/** Every combination of format, size, connections, partitions and kind of connection. */
const everything = ['json', 'binary'].flatMap((format) =>
  [4, 64].flatMap((partitions) =>
    [true, false].flatMap((keepAlive) =>
      SIZES.flatMap((records) =>
        CONNECTIONS.map((connections) => cell(records, connections, 'bridge', { format, partitions, keepAlive })),
      ),
    ),
  ),
);

/**
 * @param {'quick' | 'default' | 'full'} extent
 * @returns {{ cells: Cell[], rounds: (cell: Cell) => number, warmup: number, seconds: number }} seconds per measurement
 */
export function producePlan(extent) {
  switch (extent) {
    case 'quick':
      return { cells: SIZES.map((records) => cell(records, 16, 'all')), rounds: () => 1, warmup: 0.5, seconds: 1 };
    case 'default':
      return {
        cells: [...marks, ...others],
        rounds: ({ beside }) => (beside === 'none' ? 1 : 3),
        warmup: 0.7,
        seconds: 2.5,
      };
    case 'full':
      return { cells: [...marks, ...everything], rounds: () => 3, warmup: 1, seconds: 3 };
  }
}
