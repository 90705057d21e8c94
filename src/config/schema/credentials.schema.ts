import { integer } from './setting.js';

/** Settings of credentials that are in files. */
export const CREDENTIALS = {
  reloadMs: integer({
    name: 'credentials.reload.interval.ms',
    default: 5000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How often files of credentials are looked at: those that `KAFKA_REST_…_FILE` names and those of Kafka’s and the registry’s certificates. What is new and good is used without a restart.',
  }),
};
