import { toRecord, type ClientProperties } from './librdkafka/client-properties.js';
import { API } from './schema/api.schema.js';
import { CONSUMER } from './schema/consumer.schema.js';
import { CORS } from './schema/cors.schema.js';
import { CREDENTIALS } from './schema/credentials.schema.js';
import { HTTP } from './schema/http.schema.js';
import { KAFKA } from './schema/kafka.schema.js';
import { MANAGEMENT } from './schema/management.schema.js';
import { PEERS } from './schema/peers.schema.js';
import { PROCESS } from './schema/process.schema.js';
import { PRODUCE } from './schema/produce.schema.js';
import { READ } from './schema/read.schema.js';
import { STREAM } from './schema/stream.schema.js';
import { checkPeers, peersOf } from './peer-settings.js';
import { checkListenerTls, listenerTlsOf } from './listener-tls.js';
import { checkSchemaRegistry, schemaRegistryOf } from './schema-registry-settings.js';
import type {
  ConsumerSettings,
  CorsSettings,
  HttpSettings,
  Listener,
  LogSettings,
  Settings,
  StreamSettings,
} from './settings.js';
import type { Values } from './values.js';

/** Adds faults about settings that are fine alone but not together. */
export function checkTogether(values: Values): void {
  const embedded = values.of(KAFKA.embedded);
  values.check(
    embedded || values.of(KAFKA.bootstrapServers).length > 0,
    [KAFKA.bootstrapServers, KAFKA.embedded],
    'is required: set the brokers to connect to, or embedded.kafka=true to try the gateway without any',
  );
  if (embedded && values.isGiven(KAFKA.bootstrapServers)) {
    values.notes.push({ level: 'warn', message: 'bootstrap.servers is ignored: embedded.kafka is true' });
  }
  values.check(
    values.of(CONSUMER.requestTimeoutMs) <= values.of(CONSUMER.requestTimeoutMaxMs),
    [CONSUMER.requestTimeoutMs, CONSUMER.requestTimeoutMaxMs],
    `must not be above consumer.request.timeout.max.ms (${values.of(CONSUMER.requestTimeoutMaxMs)})`,
  );
  const whole = values.of(HTTP.requestTimeoutMs);
  values.check(
    whole === 0 || values.of(HTTP.headersTimeoutMs) <= whole,
    [HTTP.headersTimeoutMs, HTTP.requestTimeoutMs],
    `must not be above request.timeout.ms (${whole}), which covers headers and body`,
  );
  checkSchemaRegistry(values);
  checkPeers(values);
  const listeners = listenersOf(values);
  values.check(listeners.length > 0, [HTTP.listeners], 'must name a URL to listen on, like http://0.0.0.0:8082');
  checkListenerTls(values, [...listeners, ...values.of(MANAGEMENT.listeners)]);
  const inner = values.of(PEERS.listener);
  const all = [...listeners, ...values.of(MANAGEMENT.listeners), ...(inner === null ? [] : [inner])];
  const twice = all.find(
    ({ host, port }, i) => port !== 0 && all.findIndex((each) => each.host === host && each.port === port) < i,
  );
  values.check(twice === undefined, [HTTP.listeners], `names ${twice?.host}:${twice?.port} twice`);
}

/** Brokers as librdkafka takes them; empty when an embedded Kafka names them later. */
export function bootstrapServersOf(values: Values): string {
  return values.of(KAFKA.embedded) ? '' : values.of(KAFKA.bootstrapServers).join(',');
}

/** Settings of the log, needed before the others. */
export function logSettingsOf(values: Values): LogSettings {
  return { level: values.of(PROCESS.logLevel) };
}

/** Puts together what all of the gateway reads. */
export function buildSettings(values: Values, clients: ClientProperties): Settings {
  return {
    id: values.of(PROCESS.id),
    http: httpOf(values),
    kafka: {
      bootstrapServers: bootstrapServersOf(values),
      embedded: values.of(KAFKA.embedded),
      requestTimeoutMs: values.of(KAFKA.requestTimeoutMs),
      producer: toRecord(clients.of.producer),
      consumer: toRecord(clients.of.consumer),
      admin: toRecord(clients.of.admin),
    },
    produce: {
      defaultFormat: values.of(PRODUCE.defaultFormat),
      recordsMax: values.of(PRODUCE.recordsMax),
      topicsAutoCreate: values.of(PRODUCE.topicsAutoCreate),
      keySubjectNameStrategy: values.of(PRODUCE.keySubjectNameStrategy),
      valueSubjectNameStrategy: values.of(PRODUCE.valueSubjectNameStrategy),
      nullIsTombstone: values.of(PRODUCE.nullIsTombstone),
    },
    consumers: consumersOf(values),
    reads: { recordsMax: values.of(READ.recordsMax) },
    schemaRegistry: schemaRegistryOf(values),
    log: logSettingsOf(values),
    observed: {
      accessLog: values.of(PROCESS.accessLog),
      auditLog: values.of(PROCESS.auditLog),
      tracing: values.of(PROCESS.tracing),
    },
    streams: streamsOf(values),
    peers: peersOf(values),
    credentials: { reloadMs: values.of(CREDENTIALS.reloadMs) },
    management: {
      listeners: values.of(MANAGEMENT.listeners),
      statisticsIntervalMs: values.of(MANAGEMENT.statisticsIntervalMs),
      readiness: values.of(MANAGEMENT.readiness),
    },
  };
}

function httpOf(values: Values): HttpSettings {
  return {
    listeners: listenersOf(values),
    tls: listenerTlsOf(values, [...listenersOf(values), ...values.of(MANAGEMENT.listeners)]),
    cors: corsOf(values),
    compress: values.of(HTTP.compression),
    apis: { v1: values.of(API.v1), draft: values.of(API.draft) },
    advertisedListeners: advertisedOf(values),
    instanceBase: values.of(PEERS.baseUri),
    resourceNameAuthority: values.of(HTTP.resourceNameAuthority),
    trustedProxies: values.of(HTTP.trustedProxies),
    bodyMaxBytes: values.of(HTTP.bodyMaxBytes),
    bodyMaxDepth: values.of(HTTP.bodyMaxDepth),
    requestTimeoutMs: values.of(HTTP.requestTimeoutMs),
    headersTimeoutMs: values.of(HTTP.headersTimeoutMs),
    keepAliveTimeoutMs: values.of(HTTP.keepAliveTimeoutMs),
    headerMaxBytes: values.of(HTTP.headerMaxBytes),
    shutdownDrainMs: values.of(HTTP.shutdownDrainMs),
    shutdownTimeoutMs: values.of(HTTP.shutdownTimeoutMs),
  };
}

function corsOf(values: Values): CorsSettings | null {
  const origins = values.of(CORS.origins);
  if (origins.length === 0) return null;
  return {
    origins,
    methods: values.of(CORS.methods),
    headers: values.of(CORS.headers),
    exposed: values.of(CORS.exposed),
  };
}

function streamsOf(values: Values): StreamSettings {
  return {
    recordMaxBytes: values.of(STREAM.recordMaxBytes),
    batchMaxEntries: values.of(STREAM.batchMaxEntries),
    maxDurationMs: values.of(STREAM.maxDurationMs),
    graceMs: values.of(STREAM.graceMs),
    idleMs: values.of(STREAM.idleMs),
    recordsInFlight: values.of(STREAM.recordsInFlight),
  };
}

function consumersOf(values: Values): ConsumerSettings {
  return {
    requestTimeoutMs: values.of(CONSUMER.requestTimeoutMs),
    requestTimeoutMaxMs: values.of(CONSUMER.requestTimeoutMaxMs),
    joinTimeoutMs: values.of(CONSUMER.joinTimeoutMs),
    requestMaxBytes: values.of(CONSUMER.requestMaxBytes),
    fetchMinBytes: values.of(CONSUMER.fetchMinBytes),
    instanceTimeoutMs: values.of(CONSUMER.instanceTimeoutMs),
    maxInstances: values.of(CONSUMER.maxInstances),
    autoCommitIntervalMs: values.of(CONSUMER.autoCommitIntervalMs),
    onDecodeError: values.of(CONSUMER.onDecodeError),
  };
}

function listenersOf(values: Values): Listener[] {
  if (values.isGiven(HTTP.listeners) || !values.isGiven(HTTP.port)) return values.of(HTTP.listeners);
  return [{ protocol: 'http', host: '0.0.0.0', port: values.of(HTTP.port) }];
}

function advertisedOf(values: Values): string[] {
  const host = values.of(HTTP.hostName);
  const [first] = listenersOf(values);
  if (values.isGiven(HTTP.advertisedListeners) || host === '' || first === undefined) {
    return values.of(HTTP.advertisedListeners);
  }
  const { protocol, port } = first;
  return [`${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`];
}
