import { ConsumerModule } from '../consumer/consumer.module.js';
import { HealthModule } from '../health/health.module.js';
import { V2_ANY, v2Errors } from '../http/dialects/v2.js';
import { MetadataModule } from '../metadata/metadata.module.js';
import { ProducerModule } from '../producer/producer.module.js';
import { SchemaRegistryApiModule } from '../schema-registry/api/schema-registry-api.module.js';
import { REGISTRY_TYPES } from '../schema-registry/api/registry-types.js';
import type { ApiDocument } from './api-document.js';
import { kafkaErrors, KAFKA_STATUSES } from './kafka-errors.js';
import { DRAFT, V1 } from './older-documents.js';
import { V3 } from './v3-document.js';
import { registryErrors, REGISTRY_STATUSES } from './registry-errors.js';

const V2: ApiDocument = {
  name: 'v2',
  dialect: 'v2',
  title: 'Kafka REST gateway, API v2',
  description: [
    'Produce to Apache Kafka, consume from it and look around in it with plain HTTP and JSON.',
    'Compatible with version 2 of the Confluent REST Proxy.',
    '',
    '- The media type `application/vnd.kafka.<format>.v2+json` tells how keys and values are embedded:',
    '  `binary` as base64, `json` as JSON, `avro`, `jsonschema` and `protobuf` as JSON by a schema of the Schema Registry.',
    '  `application/vnd.kafka.v2+json` and `application/json` do where nothing is embedded.',
    '- Every answer from status 400 up has the body `{"error_code": 40401, "message": "…"}`.',
    '- `503` and `429` carry `Retry-After`.',
    '- `X-Request-Id` is taken over from the request, or made, and always answered.',
  ].join('\n'),
  tags: [
    { name: 'Produce', description: 'Write records to topics.' },
    { name: 'Consume', description: 'Create consumer instances, read records with them, commit offsets.' },
    { name: 'Metadata', description: 'Brokers, topics, partitions and their offsets.' },
    { name: 'Health', description: 'For probes and people.' },
  ],
  modules: [MetadataModule, ProducerModule, ConsumerModule, HealthModule],
  types: V2_ANY,
  statuses: KAFKA_STATUSES,
  usualStatuses: [400, 401, 403, 429, 503],
  errors: kafkaErrors(v2Errors),
};

const SCHEMA_REGISTRY: ApiDocument = {
  name: 'schema-registry',
  dialect: null,
  title: 'Kafka REST gateway, API of the Schema Registry',
  description: [
    'The API of the Schema Registry that the gateway is configured with (`schema.registry.url`), passed on as it is:',
    'one address serves everything. `schema.registry.api.enable=false` switches it off.',
    '',
    '- The gateway’s own credentials are used; an `Authorization` header is not passed on.',
    '- Answers are those of the registry, errors too. The gateway answers by itself where there is none.',
  ].join('\n'),
  tags: [
    { name: 'Subjects', description: 'Subjects and their versions.' },
    { name: 'Schemas', description: 'Schemas by their ids.' },
    { name: 'Compatibility', description: 'Whether a schema may follow others.' },
    { name: 'Configuration', description: 'Compatibility levels.' },
    { name: 'Mode', description: 'Whether schemas may be registered.' },
  ],
  modules: [SchemaRegistryApiModule],
  types: REGISTRY_TYPES,
  statuses: REGISTRY_STATUSES,
  usualStatuses: [...REGISTRY_STATUSES.keys()],
  errors: registryErrors(),
};

/** All documents, by the API that they describe. */
export const API_DOCUMENTS: readonly ApiDocument[] = [V2, V3, V1, DRAFT, SCHEMA_REGISTRY];
