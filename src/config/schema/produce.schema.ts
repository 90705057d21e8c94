import { boolean, choice, integer } from './setting.js';
import { subjectNameStrategy } from './subject-name-strategy.js';

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
  keySubjectNameStrategy: subjectNameStrategy({
    name: 'key.subject.name.strategy',
    meaning: 'What the subject of a key schema is named after: the topic (`<topic>-key`), the record, or both.',
  }),
  valueSubjectNameStrategy: subjectNameStrategy({
    name: 'value.subject.name.strategy',
    meaning: 'What the subject of a value schema is named after: the topic (`<topic>-value`), the record, or both.',
  }),
  nullIsTombstone: boolean({
    name: 'null.request.body.always.publishes.empty.record',
    default: true,
    confluentDefault: 'false',
    meaning: 'A null with a schema is an empty record, a tombstone; with `false` the schema must allow it.',
  }),
};
