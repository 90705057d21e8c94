import { boolean, choice, integer } from './setting.js';

/** Settings of producing. */
export const PRODUCE = {
  defaultFormat: choice({
    name: 'produce.default.format',
    default: 'json',
    of: ['json', 'binary'],
    meaning: 'Format of the records in a request body typed `application/json`.',
  }),
  recordsMax: integer({
    name: 'produce.records.max',
    default: 10_000,
    min: 1,
    max: 1_000_000,
    meaning: 'Most records of one produce request; a larger one is refused.',
  }),
  topicsAutoCreate: boolean({
    name: 'topics.auto.create',
    default: true,
    meaning: 'Lets a produce request create its topic where the brokers allow that; otherwise an unknown topic is 404.',
  }),
};
