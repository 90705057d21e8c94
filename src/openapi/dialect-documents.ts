import { ConsumerModule } from '../consumer/consumer.module.js';
import { HealthModule } from '../health/health.module.js';
import { V2_ANY, v2Errors } from '../http/dialects/v2.js';
import { MetadataModule } from '../metadata/metadata.module.js';
import { ProducerModule } from '../producer/producer.module.js';
import type { DialectDocument } from './dialect-document.js';

const MODULES = [MetadataModule, ProducerModule, ConsumerModule, HealthModule];

const V2: DialectDocument = {
  dialect: 'v2',
  title: 'Kafka REST gateway, API v2',
  description: [
    'Produce to Apache Kafka, consume from it and look around in it with plain HTTP and JSON.',
    'Compatible with version 2 of the Confluent REST Proxy.',
    '',
    '- The media type `application/vnd.kafka.<format>.v2+json` tells how keys and values are embedded:',
    '  `binary` as base64, `json` as JSON. `application/vnd.kafka.v2+json` and `application/json` do where nothing is embedded.',
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
  modules: MODULES,
  types: V2_ANY,
  errors: v2Errors,
};

/** One document per dialect. */
export const DIALECT_DOCUMENTS: readonly DialectDocument[] = [V2];
