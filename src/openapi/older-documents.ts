import { ConsumerModule } from '../consumer/consumer.module.js';
import { HealthModule } from '../health/health.module.js';
import { DRAFT_ANY, draftErrors } from '../http/dialects/draft.js';
import { V1_ANY, v1Errors } from '../http/dialects/v1.js';
import { MetadataModule } from '../metadata/metadata.module.js';
import { ProducerModule } from '../producer/producer.module.js';
import type { ApiDocument } from './api-document.js';
import { kafkaErrors, KAFKA_STATUSES } from './kafka-errors.js';

const USUAL_STATUSES = [400, 401, 403, 429, 503];
const MODULES = [MetadataModule, ProducerModule, ConsumerModule, HealthModule];
const TAGS = [
  { name: 'Produce', description: 'Write records to topics.' },
  { name: 'Consume', description: 'Create consumer instances, read records with them, commit offsets.' },
  { name: 'Metadata', description: 'Brokers, topics and partitions.' },
  { name: 'Health', description: 'For probes and people.' },
];

export const V1: ApiDocument = {
  name: 'v1',
  dialect: 'v1',
  title: 'Kafka REST gateway, API v1',
  description: [
    'For clients of version 1 of the Confluent REST Proxy and of KIP-80. New clients want v2.',
    '`api.v1.enable=false` switches it off.',
    '',
    '- The media type `application/vnd.kafka.<format>.v1+json` tells how keys and values are embedded: `binary` as base64,',
    '  `json` as JSON, `avro` as JSON by a schema of the Schema Registry. It, or `application/vnd.kafka.v1+json`, has to be',
    '  named in Content-Type or Accept: without either a request is one of v2.',
    '- Every answer from status 400 up has the body `{"error_code": 40401, "message": "…"}`.',
    '- `503` and `429` carry `Retry-After`.',
  ].join('\n'),
  tags: [...TAGS, { name: 'Read', description: 'Read partitions without a consumer instance.' }],
  modules: MODULES,
  types: V1_ANY,
  statuses: KAFKA_STATUSES,
  usualStatuses: USUAL_STATUSES,
  errors: kafkaErrors(v1Errors),
};

export const DRAFT: ApiDocument = {
  name: 'draft',
  dialect: 'draft',
  title: 'Kafka REST gateway, draft API',
  description: [
    'For clients of the first draft of the REST proxy. New clients want v2. `api.draft.enable=false` switches it off.',
    '',
    '- `application/vnd.schemaregistry.v1+json` or `application/vnd.schemaregistry+json` has to be named in Content-Type or',
    '  Accept: without either a request is one of v2.',
    '- Keys and values are base64.',
    '- Every answer from status 400 up has the body `{"error_code": 422, "message": "…"}`.',
  ].join('\n'),
  tags: TAGS,
  modules: MODULES,
  types: DRAFT_ANY,
  statuses: KAFKA_STATUSES,
  usualStatuses: USUAL_STATUSES,
  errors: kafkaErrors(draftErrors),
};
