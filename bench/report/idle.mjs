import { number, percent, table } from './table.mjs';

/** What one idle instance costs. */
export function costOfOne({ instances, before, after }) {
  return {
    mb: (after.rssMb - before.rssMb) / instances,
    threads: (after.threads - before.threads) / instances,
    cpu: (after.cpu - before.cpu) / instances,
  };
}

export function idleReport(idle) {
  const { instances, before, after, createSeconds } = idle;
  const one = costOfOne(idle);
  return [
    `## Idle: ${instances} consumer instances, each a group of its own`,
    table(
      ['', 'resident MB:', 'threads:', 'CPU, share of a core:'],
      [
        ['no instance', number(before.rssMb), number(before.threads), percent(before.cpu)],
        [`${instances} instances`, number(after.rssMb), number(after.threads), percent(after.cpu)],
        ['one instance costs', number(one.mb), number(one.threads), `${number(one.cpu * 100)} %`],
      ],
    ),
    `All had joined and had their partitions ${number(createSeconds)} s after the first was asked for.`,
  ];
}
