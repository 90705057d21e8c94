import { integer } from './setting.js';

/** Settings of reads without a group. Waits and bytes are those of consumers. */
export const READ = {
  recordsMax: integer({
    name: 'reads.records.max',
    default: 10_000,
    min: 1,
    max: 100_000,
    meaning: 'Most records of one read without a group; a request for more is refused.',
  }),
};
