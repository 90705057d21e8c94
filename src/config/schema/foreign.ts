/**
 * Settings of Confluent's REST Proxy that this gateway does not have. Those that only tune or that we lack harmlessly are
 * passed over with a warning, so that an existing file starts; those that protect something are faults, because a
 * gateway that ignored them would be open where its owner believes it closed.
 */
interface ForeignSetting {
  /** A name, or with `*` at the end everything that begins so. */
  readonly name: string;
  /** Goes on from "`name` is ignored: …" or "`name` …". */
  readonly reason: string;
  /** Present: a fault, unless the value is one of these (which ask for nothing). */
  readonly refusedExcept?: readonly string[];
}

const NO_THREADS = 'there are no such threads here';
const NO_LIMITS = 'limits per request rate are not supported';
const NO_AUTHENTICATION = 'is not supported: put a proxy that authenticates before the gateway';
const RELOADED = 'the files are read again whenever they change';
const BY_CONTENT = 'what the file holds decides';

const BEST_TLS = 'OpenSSL takes the best protocol from TLS 1.2 on';
const NO_PROXY = 'is not supported: put a server that passes requests on to the registry into schema.registry.url';
const NO_OAUTH = 'is not supported: set schema.registry.bearer.auth.token';

const FOREIGN: readonly ForeignSetting[] = [
  { name: 'zookeeper.connect', reason: 'Kafka is reached through bootstrap.servers alone' },
  { name: 'consumer.threads', reason: NO_THREADS },
  { name: 'producer.threads', reason: NO_THREADS },
  { name: 'thread.pool.*', reason: NO_THREADS },
  { name: 'request.queue.capacity*', reason: NO_THREADS },
  { name: 'api.v3.produce.response.thread.pool.size', reason: NO_THREADS },
  { name: 'consumer.iterator.backoff.ms', reason: 'reads wake up by themselves' },
  { name: 'consumer.iterator.timeout.ms', reason: 'reads wake up by themselves' },
  { name: 'simpleconsumer.*', reason: 'there is no pool of simple consumers' },
  { name: 'client.init.timeout.ms', reason: 'the gateway starts without waiting for Kafka' },
  { name: 'client.timeout.ms', reason: 'kafka.request.timeout.ms takes its place' },
  { name: 'client.zk.session.timeout.ms', reason: 'there is no ZooKeeper' },
  { name: 'schema.registry.ssl.protocol', reason: BEST_TLS },
  { name: 'schema.registry.ssl.enabled.protocols', reason: BEST_TLS },
  { name: 'schema.registry.ssl.provider', reason: BEST_TLS },
  { name: 'schema.registry.ssl.keymanager.algorithm', reason: BEST_TLS },
  { name: 'schema.registry.ssl.trustmanager.algorithm', reason: BEST_TLS },
  { name: 'schema.registry.ssl.secure.random.implementation', reason: BEST_TLS },
  { name: 'schema.registry.ssl.cipher.suites', reason: 'cannot be chosen: OpenSSL does', refusedExcept: [''] },
  { name: 'schema.registry.max.retries', reason: 'the next URL of schema.registry.url is tried' },
  { name: 'schema.registry.retries.*', reason: 'the next URL of schema.registry.url is tried' },
  { name: 'schema.registry.url.randomize', reason: 'the first URL of schema.registry.url that works is used' },
  { name: 'schema.registry.http.*', reason: 'schema.registry.request.timeout.ms takes its place' },
  { name: 'schema.registry.proxy.*', reason: NO_PROXY, refusedExcept: ['', '-1'] },
  { name: 'schema.registry.bearer.auth.issuer.*', reason: NO_OAUTH, refusedExcept: [''] },
  { name: 'schema.registry.bearer.auth.client.*', reason: NO_OAUTH, refusedExcept: [''] },
  { name: 'schema.registry.bearer.auth.scope*', reason: NO_OAUTH, refusedExcept: [''] },
  { name: 'schema.registry.bearer.auth.custom.*', reason: NO_OAUTH, refusedExcept: [''] },
  { name: 'schema.registry.bearer.auth.logical.cluster', reason: NO_OAUTH, refusedExcept: [''] },
  { name: 'schema.registry.bearer.auth.identity.pool.id', reason: NO_OAUTH, refusedExcept: [''] },
  { name: 'use.custom.request.logging', reason: 'every request is one JSON line of the log' },
  { name: 'request.logger.name', reason: 'log.level takes its place' },
  { name: 'log4j*', reason: 'log.level takes its place' },
  { name: 'tools.log4j*', reason: 'log.level takes its place' },
  { name: 'debug', reason: 'log.level takes its place' },
  { name: 'jmx.*', reason: 'there is no Java' },
  { name: 'opts', reason: 'there is no Java' },
  { name: 'heap.opts', reason: 'there is no Java' },
  { name: 'cub.*', reason: 'the gateway starts without waiting for Kafka' },
  { name: 'metric.reporters', reason: 'there is no JMX' },
  { name: 'metrics.*', reason: 'there is no JMX' },
  { name: 'telemetry.*', reason: 'nothing is reported home' },
  { name: 'confluent.telemetry.*', reason: 'nothing is reported home' },
  { name: 'confluent.license*', reason: 'there is no licence to check' },
  { name: 'confluent.metadata.*', reason: 'there is no metadata service' },
  { name: 'http2.enabled', reason: 'HTTP/1.1 is served' },
  { name: 'response.mediatype.*', reason: 'every media type that the API has is served' },
  { name: 'nosniff.prevention.enable', reason: 'response headers are not configurable' },
  { name: 'hsts.header.enable', reason: 'response headers are not configurable' },
  { name: 'response.http.headers.config', reason: 'response headers are not configurable' },
  { name: 'access.control.skip.options', reason: 'a preflight never has to say who asks' },
  { name: 'reject.options.request', reason: 'OPTIONS only tells which methods there are' },
  { name: 'proxy.protocol.enabled', reason: 'the PROXY protocol is not read' },
  { name: 'network.forwarded.request.customizer.enable', reason: 'trusted.proxies takes its place' },
  { name: 'listener.protocol.map', reason: 'listeners have no names' },
  { name: 'server.connection.limit', reason: 'connections are not counted' },
  { name: 'rate.limit.*', reason: NO_LIMITS },
  { name: 'api.v3.produce.rate.limit.*', reason: NO_LIMITS },
  { name: 'api.v3.enable', reason: 'API v3 is always served', refusedExcept: ['true'] },
  { name: 'dos.filter.*', reason: NO_LIMITS },
  { name: 'api.v2.enable', reason: 'cannot be switched off: v2 is the API', refusedExcept: ['true'] },
  { name: 'api.endpoints.*', reason: 'is not supported: let a proxy before the gateway choose', refusedExcept: [''] },
  {
    name: 'kafka.rest.resource.extension.class',
    reason: 'is not supported: Java plug-ins do not run here',
    refusedExcept: [''],
  },
  { name: 'authentication.method', reason: NO_AUTHENTICATION, refusedExcept: ['none', ''] },
  { name: 'authentication.*', reason: 'nobody is authenticated' },
  { name: 'confluent.rest.auth.*', reason: NO_AUTHENTICATION, refusedExcept: [''] },
  {
    name: 'ssl.client.auth',
    reason: 'is not supported: set ssl.client.authentication=REQUIRED',
    refusedExcept: ['false', ''],
  },
  { name: 'ssl.keystore.reload', reason: RELOADED },
  { name: 'ssl.keystore.watch.location', reason: RELOADED },
  { name: 'ssl.keystore.type', reason: BY_CONTENT },
  { name: 'ssl.truststore.type', reason: BY_CONTENT },
  { name: 'ssl.truststore.password', reason: 'certificates in PEM have none' },
  { name: 'ssl.endpoint.identification.algorithm', reason: 'a client is known by its certificate, not by its host' },
  { name: 'ssl.protocol', reason: 'ssl.enabled.protocols takes its place' },
  { name: 'ssl.provider', reason: 'OpenSSL is the provider' },
  { name: 'ssl.keymanager.algorithm', reason: 'OpenSSL is the provider' },
  { name: 'ssl.trustmanager.algorithm', reason: 'OpenSSL is the provider' },
  { name: 'ssl.secure.random.implementation', reason: 'OpenSSL is the provider' },
  { name: 'csrf.prevention.enable', reason: 'is not supported', refusedExcept: ['false', ''] },
  { name: 'csrf.prevention.*', reason: 'CSRF prevention is off' },
];

/** What to say about a setting that only Confluent's proxy has, or null when it has none of that name either. */
export function foreignSetting(
  name: string,
  value: string,
): { readonly refused: boolean; readonly reason: string } | null {
  const found = FOREIGN.find((each) =>
    each.name.endsWith('*') ? name.startsWith(each.name.slice(0, -1)) : each.name === name,
  );
  if (found === undefined) return null;
  const { reason, refusedExcept } = found;
  if (refusedExcept === undefined) return { refused: false, reason };
  const refused = !refusedExcept.includes(value.trim().toLowerCase());
  return { refused, reason: refused ? reason : 'that is so anyway' };
}
