import { parseListener } from './addresses.js';
import { choice, integer, list } from './setting.js';

/** Settings of what is for operators. */
export const MANAGEMENT = {
  listeners: list({
    name: 'management.listeners',
    range: 'of http://host:port, https://host:port',
    meaning:
      'Where `/livez`, `/readyz`, `/startupz`, `/healthz`, `/metrics` and `/loglevel` are served, apart from the API; without it `/metrics` is part of the API’s port.',
    entry: parseListener,
  }),
  statisticsIntervalMs: integer({
    name: 'management.statistics.interval.ms',
    default: 10_000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How often the metrics of the producer’s queue and connections are renewed; 0: never.',
  }),
  readiness: choice({
    name: 'readiness.kafka',
    default: 'strict',
    of: ['startup', 'strict', 'off'],
    meaning:
      'How Kafka counts for readiness: `strict`, not ready while no broker answers; `startup`, not before one has answered once; `off`, not at all.',
  }),
};
