import type { TlsVersion } from './schema/tls-names.js';

/** What the configured listeners, limits and clients are: the validated result of all sources. Injection token. */
export abstract class Settings {
  abstract readonly http: HttpSettings;
  abstract readonly kafka: KafkaSettings;
  abstract readonly produce: ProduceSettings;
  abstract readonly consumers: ConsumerSettings;
  abstract readonly reads: ReadSettings;
  abstract readonly schemaRegistry: SchemaRegistrySettings;
  abstract readonly log: LogSettings;
  abstract readonly observed: ObservedSettings;
  abstract readonly management: ManagementSettings;
  abstract readonly streams: StreamSettings;
  /** Null: this replica is alone, or clients reach the one that they mean by themselves. */
  abstract readonly peers: PeerSettings | null;
  abstract readonly credentials: CredentialSettings;
  /** Name of this gateway (`id`): part of generated instance names; empty by default. */
  abstract readonly id: string;
}

export interface Listener {
  protocol: 'http' | 'https';
  host: string;
  /** 0: any free port. */
  port: number;
}

export interface CredentialSettings {
  /** How often their files are looked at, in milliseconds. */
  reloadMs: number;
}

/** Producing by API v3. */
export interface StreamSettings {
  /** Most bytes of an object of a stream. */
  recordMaxBytes: number;
  /** Most records of a batch request. */
  batchMaxEntries: number;
  /** Milliseconds that a stream may be open. */
  maxDurationMs: number;
  /** Milliseconds for a client to read the last receipts of a stream that was ended. */
  graceMs: number;
  /** Milliseconds in which a stream must send something. */
  idleMs: number;
  /** Records without a receipt from which on no more are read. */
  recordsInFlight: number;
}

/** The other replicas, and how they and this one know each other. */
export interface PeerSettings {
  /** All replicas, this one included; empty: `dns` names them. */
  list: PeerAddress[];
  /** With a leading `_` the name of SRV records, else of addresses; empty: `list` names them. */
  dns: string;
  /** How often `dns` is asked, in milliseconds. */
  refreshMs: number;
  listener: Listener;
  /** Secrets: the first signs, all are good. */
  keys: string[];
}

/** A replica. */
export interface PeerAddress {
  /** Its `id`. */
  id: string;
  /** Origin of its `peers.listener`, without a trailing slash. */
  url: string;
}

/** What is for operators. */
export interface ManagementSettings {
  /** Empty: `/metrics` is part of the API. */
  listeners: Listener[];
  /** How often librdkafka tells its statistics, in milliseconds; 0: never. */
  statisticsIntervalMs: number;
  /** How Kafka counts for readiness. */
  readiness: 'startup' | 'strict' | 'off';
}

export interface HttpSettings {
  listeners: Listener[];
  /** Of the https listeners, those for operators too; null: there are none. */
  tls: TlsSettings | null;
  /** Web pages of other origins; null: none may use the API. */
  cors: CorsSettings | null;
  /** Send large answers compressed. */
  compress: boolean;
  /** Whether each of the dialects that can be switched off is served. */
  apis: { v1: boolean; draft: boolean };
  /** Absolute URLs without a trailing slash; the first one becomes the base of `base_uri`. Empty: Forwarded headers or Host. */
  advertisedListeners: string[];
  /** What the `base_uri` of an instance begins with: where the client reaches the gateway, or this replica's own address. */
  instanceBase: 'client' | 'pod';
  /** Authority of CRNs; may be empty. */
  resourceNameAuthority: string;
  /** Addresses or CIDR ranges whose `Forwarded` / `X-Forwarded-*` are believed. */
  trustedProxies: string[];
  bodyMaxBytes: number;
  /** Deepest nesting of a JSON body. */
  bodyMaxDepth: number;
  /** Milliseconds for a whole request (headers and body) to arrive. */
  requestTimeoutMs: number;
  headersTimeoutMs: number;
  keepAliveTimeoutMs: number;
  headerMaxBytes: number;
  /** Milliseconds between "not ready" and closing the listener, so that load balancers notice. */
  shutdownDrainMs: number;
  /** Milliseconds after which shutdown stops waiting for requests in flight. */
  shutdownTimeoutMs: number;
}

/** Files are paths; empty: none. */
export interface TlsSettings {
  /** Certificate and private key together, PKCS12 or PEM; empty: they have a file each. */
  keyStore: string;
  /** A secret. */
  keyStorePassword: string;
  certificate: string;
  key: string;
  /** A secret. */
  keyPassword: string;
  /** Who vouches for clients. */
  ca: string;
  clientAuthentication: 'none' | 'requested' | 'required';
  minVersion: TlsVersion;
  maxVersion: TlsVersion;
  /** OpenSSL's names between colons; empty: Node's choice. */
  ciphers: string;
  /** How often the files are looked at, in milliseconds. */
  reloadMs: number;
}

/** What web pages of other origins may do. */
export interface CorsSettings {
  /** `*` among them: all. */
  origins: string[];
  methods: string[];
  headers: string[];
  /** Headers of answers that a page may read. */
  exposed: string[];
}

/** librdkafka properties per client: `client.*` overlaid by `producer.*`, `consumer.*`, `admin.*`; `bootstrap.servers` included. */
export interface KafkaSettings {
  bootstrapServers: string;
  /** True: an in-process mock cluster takes the place of `bootstrapServers`. */
  embedded: boolean;
  producer: Readonly<Record<string, string>>;
  consumer: Readonly<Record<string, string>>;
  admin: Readonly<Record<string, string>>;
  /** Milliseconds to wait for an answer about metadata, offsets, groups. */
  requestTimeoutMs: number;
}

export interface ProduceSettings {
  /** Format of a produce body typed `application/json`. */
  defaultFormat: 'binary' | 'json';
  recordsMax: number;
  /** Let a produce create its topic where the brokers allow auto-creation. */
  topicsAutoCreate: boolean;
  keySubjectNameStrategy: SubjectNameStrategy;
  valueSubjectNameStrategy: SubjectNameStrategy;
  /** False: a null with a schema is a datum like any other. */
  nullIsTombstone: boolean;
}

/** What subjects of the schema registry are named after. */
export type SubjectNameStrategy = 'topic' | 'record' | 'topic-record';

export interface SchemaRegistrySettings {
  /** The first is preferred. Empty: there is no registry. */
  servers: RegistryServer[];
  tls: RegistryTls;
  /** Milliseconds for a call, all attempts together. */
  requestTimeoutMs: number;
  /** Most bytes of an answer. */
  responseMaxBytes: number;
  /** Most schemas, and most subjects, that are remembered. */
  cacheSize: number;
  /** Failures in a row after which a server is left alone for a while. */
  circuitFailures: number;
  /** How long that is, in milliseconds. */
  circuitOpenMs: number;
  /** Serve the registry's own API. */
  apiEnabled: boolean;
}

/** One address of the registry. */
export interface RegistryServer {
  /** Base URL without a trailing slash, user and password taken out. */
  url: string;
  /** The Authorization header, e.g. `Basic dXNlcjpwYXNz`; null: none. A secret. */
  authorization: string | null;
}

/** Texts in PEM; null: none. */
export interface RegistryTls {
  ca: string | null;
  certificate: string | null;
  /** A secret. */
  key: string | null;
  /** A secret. */
  keyPassword: string | null;
  /** Whether the certificate must be for the host that was asked. */
  checkHost: boolean;
}

export type OnDecodeError = 'report' | 'stop' | 'skip' | 'raw';

export interface ConsumerSettings {
  /** Default wait of a read. */
  requestTimeoutMs: number;
  /** Longest wait a query may ask for. */
  requestTimeoutMaxMs: number;
  /** How long a read without `timeout` waits for the group to assign partitions. */
  joinTimeoutMs: number;
  requestMaxBytes: number;
  /** -1..10000000; bytes a read waits for; -1 and 0: answers as soon as there is a record. */
  fetchMinBytes: number;
  /** Idle time after which an instance is closed. */
  instanceTimeoutMs: number;
  /** Most instances at a time; beyond: 429. */
  maxInstances: number;
  autoCommitIntervalMs: number;
  onDecodeError: OnDecodeError;
}

/** Reads without a group. */
export interface ReadSettings {
  /** Most records of one read. */
  recordsMax: number;
}

/** What operators see of single requests. */
export interface ObservedSettings {
  /** A line of level `info` per request; else of level `debug`. */
  accessLog: boolean;
  /** A line per change of the cluster or the registry, and per refused request. */
  auditLog: boolean;
  tracing: boolean;
}

export interface LogSettings {
  level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}
