import type { ErrorCode } from '../errors/error-code.js';
import { AdminModule } from '../admin/admin.module.js';
import { V3_TYPE, v3Errors } from '../http/dialects/v3.js';
import { HealthModule } from '../health/health.module.js';
import { MetadataModule } from '../metadata/metadata.module.js';
import { ProducerModule } from '../producer/producer.module.js';
import type { ApiDocument } from './api-document.js';
import { kafkaErrors, KAFKA_STATUSES } from './kafka-errors.js';

const OWN_ERRORS = new Map<ErrorCode, string>([
  ['bad-request', 'page_size: must be a whole number from 1 to 1000.'],
  ['invalid-body', 'topic_name is missing'],
  ['kafka-refused', "Topic 'jsontest' already exists."],
  ['not-found', 'Consumer group "my_consumers" could not be found.'],
  ['not-acceptable', 'Nothing that Accept asks for can be answered. Ask for application/json.'],
  ['unsupported-media-type', 'This Content-Type is not read here. Send application/json.'],
]);

export const V3: ApiDocument = {
  name: 'v3',
  dialect: 'v3',
  title: 'Kafka REST gateway, API v3',
  description: [
    'Administer Apache Kafka, and stream records into it, with plain HTTP and JSON.',
    'Compatible with version 3 of the Confluent REST Proxy; everything is below `/v3`, and below `/kafka/v3` as well.',
    '',
    '- Start with `GET /v3/clusters`: it tells the id that every other path needs.',
    '- Collections come whole, or in pages where `page_size` or `page_token` is given: `metadata.next` is the next one.',
    '- Every answer from status 400 up has the body `{"error_code": 40401, "message": "…"}`.',
    '- `503` and `429` carry `Retry-After`.',
    '- The embedded Kafka of the quickstart has clusters, topics, partitions and records; all else it refuses with `40002`.',
  ].join('\n'),
  tags: [
    { name: 'Cluster', description: 'The cluster and its brokers.' },
    { name: 'Topic', description: 'Topics: list, create, grow, delete.' },
    { name: 'Partition', description: 'Partitions, their offsets, replicas and reassignments, elections of leaders.' },
    { name: 'Configs', description: 'Settings of topics, brokers and the cluster.' },
    { name: 'Records', description: 'Produce records, one stream or batch at a time; delete old ones.' },
    { name: 'Consumer Group', description: 'Groups, their members, lags and committed offsets.' },
    { name: 'ACL', description: 'Who may do what.' },
    { name: 'User', description: 'SCRAM credentials.' },
    { name: 'Metadata', description: 'What the gateway is.' },
    { name: 'Health', description: 'For probes and people.' },
  ],
  modules: [MetadataModule, AdminModule, ProducerModule, HealthModule],
  types: [V3_TYPE],
  statuses: KAFKA_STATUSES,
  usualStatuses: [400, 401, 403, 429, 503],
  errors: kafkaErrors(v3Errors, OWN_ERRORS),
  answers: new URL('../../openapi/examples/v3.json', import.meta.url),
};
