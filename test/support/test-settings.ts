import type { Settings } from '../../src/config/settings.js';

/** Settings of one test: each section only names what differs. */
export type SettingsChange = {
  [Section in keyof Settings]?: Settings[Section] extends object ? Partial<Settings[Section]> : Settings[Section];
};

/** Settings as after a start without any configuration, but quick: a free port, short waits, no log. */
export function testSettings(change: SettingsChange = {}): Settings {
  return {
    id: change.id ?? '',
    http: {
      listeners: [{ protocol: 'http', host: '127.0.0.1', port: 0 }],
      tls: null,
      cors: null,
      compress: false,
      apis: { v1: true, draft: true },
      advertisedListeners: [],
      instanceBase: 'client',
      resourceNameAuthority: '',
      trustedProxies: [],
      bodyMaxBytes: 10 * 1024 * 1024,
      bodyMaxDepth: 64,
      requestTimeoutMs: 60_000,
      headersTimeoutMs: 10_000,
      keepAliveTimeoutMs: 75_000,
      headerMaxBytes: 16_384,
      shutdownDrainMs: 0,
      shutdownTimeoutMs: 5_000,
      ...change.http,
    },
    kafka: {
      bootstrapServers: 'localhost:9',
      embedded: false,
      producer: {},
      consumer: {},
      admin: {},
      requestTimeoutMs: 5_000,
      ...change.kafka,
    },
    produce: {
      defaultFormat: 'json',
      recordsMax: 10_000,
      topicsAutoCreate: true,
      keySubjectNameStrategy: 'topic',
      valueSubjectNameStrategy: 'topic',
      nullIsTombstone: true,
      ...change.produce,
    },
    consumers: {
      requestTimeoutMs: 1_000,
      requestTimeoutMaxMs: 60_000,
      joinTimeoutMs: 10_000,
      requestMaxBytes: 64 * 1024 * 1024,
      fetchMinBytes: -1,
      instanceTimeoutMs: 300_000,
      maxInstances: 500,
      autoCommitIntervalMs: 5_000,
      onDecodeError: 'report',
      ...change.consumers,
    },
    reads: { recordsMax: 10_000, ...change.reads },
    schemaRegistry: {
      servers: [],
      tls: { ca: null, certificate: null, key: null, keyPassword: null, checkHost: true },
      requestTimeoutMs: 5_000,
      responseMaxBytes: 10 * 1024 * 1024,
      cacheSize: 1_000,
      circuitFailures: 5,
      circuitOpenMs: 5_000,
      apiEnabled: true,
      ...change.schemaRegistry,
    },
    log: { level: 'silent', ...change.log },
    observed: { accessLog: false, auditLog: true, tracing: false, ...change.observed },
    streams: {
      recordMaxBytes: 10 * 1024 * 1024,
      batchMaxEntries: 10,
      maxDurationMs: 86_400_000,
      graceMs: 500,
      idleMs: 300_000,
      recordsInFlight: 10_000,
      ...change.streams,
    },
    peers: change.peers ?? null,
    credentials: { reloadMs: 5_000, ...change.credentials },
    management: { listeners: [], statisticsIntervalMs: 0, readiness: 'strict', ...change.management },
  };
}
