import { API } from './api.schema.js';
import { CONSUMER } from './consumer.schema.js';
import { CORS } from './cors.schema.js';
import { CREDENTIALS } from './credentials.schema.js';
import { HTTP } from './http.schema.js';
import { KAFKA } from './kafka.schema.js';
import { MANAGEMENT } from './management.schema.js';
import { PEERS } from './peers.schema.js';
import { PROCESS } from './process.schema.js';
import { PRODUCE } from './produce.schema.js';
import { READ } from './read.schema.js';
import { SCHEMA_REGISTRY } from './schema-registry.schema.js';
import type { Setting } from './setting.js';
import { STREAM } from './stream.schema.js';
import { TLS } from './tls.schema.js';

/** Every setting, by area, in the order of the documentation. */
export const AREAS: readonly { readonly title: string; readonly settings: readonly Setting[] }[] = [
  { title: 'Kafka', settings: Object.values(KAFKA) },
  { title: 'HTTP', settings: Object.values(HTTP) },
  { title: 'HTTPS', settings: Object.values(TLS) },
  { title: 'Web pages of other origins (CORS)', settings: Object.values(CORS) },
  { title: 'Older dialects', settings: Object.values(API) },
  { title: 'Produce', settings: Object.values(PRODUCE) },
  { title: 'Produce by API v3', settings: Object.values(STREAM) },
  { title: 'Consume', settings: Object.values(CONSUMER) },
  { title: 'Read without a group', settings: Object.values(READ) },
  { title: 'Schema Registry', settings: Object.values(SCHEMA_REGISTRY) },
  { title: 'Credentials', settings: Object.values(CREDENTIALS) },
  { title: 'Management', settings: Object.values(MANAGEMENT) },
  { title: 'Replicas', settings: Object.values(PEERS) },
  { title: 'Process', settings: Object.values(PROCESS) },
];

/** Every setting by its name. */
export const SETTINGS: ReadonlyMap<string, Setting> = new Map(
  AREAS.flatMap(({ settings }) => settings).map((setting) => [setting.name, setting]),
);

/** Prefixes whose names go to librdkafka, without the prefix. */
export const PASS_THROUGH: readonly { readonly prefix: string; readonly meaning: string }[] = [
  { prefix: 'client.', meaning: 'Property of librdkafka for every client, e.g. `client.security.protocol`.' },
  { prefix: 'producer.', meaning: 'Property of librdkafka for the producer; goes before `client.`.' },
  { prefix: 'consumer.', meaning: 'Property of librdkafka for consumers; goes before `client.`.' },
  { prefix: 'admin.', meaning: 'Property of librdkafka for metadata and administration; goes before `client.`.' },
];

/** Whether a name goes to librdkafka: it has one of the prefixes and is no setting of ours. */
export function passesThrough(name: string): boolean {
  return !SETTINGS.has(name) && PASS_THROUGH.some(({ prefix }) => name.startsWith(prefix) && name !== prefix);
}
