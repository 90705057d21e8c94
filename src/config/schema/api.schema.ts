import { boolean } from './setting.js';

/** Which of the older dialects are spoken. v2 cannot be switched off. */
export const API = {
  v1: boolean({
    name: 'api.v1.enable',
    default: true,
    meaning:
      'Serves the API v1 and KIP-80 (`application/vnd.kafka.v1+json`); switched off, its routes and its document answer 404.',
  }),
  draft: boolean({
    name: 'api.draft.enable',
    default: true,
    meaning:
      'Serves the draft API (`application/vnd.schemaregistry.v1+json`); switched off, its routes and its document answer 404.',
  }),
};
