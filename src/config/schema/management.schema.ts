import { parseListener } from './addresses.js';
import { choice, list } from './setting.js';

/** Settings of what is for operators. */
export const MANAGEMENT = {
  listeners: list({
    name: 'management.listeners',
    range: 'of http://host:port',
    meaning:
      'Where `/livez`, `/readyz`, `/startupz`, `/healthz`, `/metrics` and `/loglevel` are served, apart from the API; without it `/metrics` is part of the API’s port.',
    entry: parseListener,
  }),
  readiness: choice({
    name: 'readiness.kafka',
    default: 'strict',
    of: ['startup', 'strict', 'off'],
    meaning:
      'How Kafka counts for readiness: `strict`, not ready while no broker answers; `startup`, not before one has answered once; `off`, not at all.',
  }),
};
