import { parseAdvertised, parseHostName, parseListener, parseProxy } from './addresses.js';
import { boolean, integer, list, text } from './setting.js';

const MiB = 1024 * 1024;

/** Settings of the HTTP side. */
export const HTTP = {
  listeners: list({
    name: 'listeners',
    default: 'http://0.0.0.0:8082',
    range: 'of http://host:port, https://host:port',
    meaning:
      'Where the gateway listens; port 0 takes any free one; https needs `ssl.keystore.location` or its PEM parts.',
    entry: parseListener,
  }),
  advertisedListeners: list({
    name: 'advertised.listeners',
    range: 'of absolute URLs',
    meaning: 'URLs that clients reach the gateway at: the first one begins every `base_uri` of a consumer instance.',
    entry: parseAdvertised,
  }),
  port: integer({
    name: 'port',
    default: 8082,
    min: 0,
    max: 65_535,
    meaning: 'Port on all addresses, read where `listeners` is not given.',
    deprecatedFor: 'listeners',
  }),
  hostName: text({
    name: 'host.name',
    range: '(host name)',
    meaning: 'Host in the `base_uri` of a consumer instance, read where `advertised.listeners` is not given.',
    deprecatedFor: 'advertised.listeners',
    parse: parseHostName,
  }),
  resourceNameAuthority: text({
    name: 'confluent.resource.name.authority',
    default: '',
    range: '(host name)',
    meaning: 'Authority in the resource names (CRN) of API v3.',
    parse: parseHostName,
  }),
  trustedProxies: list({
    name: 'trusted.proxies',
    range: 'of addresses, CIDR ranges, loopback, linklocal, uniquelocal',
    meaning: 'Proxies whose `Forwarded` and `X-Forwarded-*` headers are believed.',
    entry: parseProxy,
  }),
  bodyMaxBytes: integer({
    name: 'request.body.max.bytes',
    default: 10 * MiB,
    min: 1,
    max: 512 * MiB,
    unit: 'bytes',
    meaning: 'Largest request body; beyond it 413.',
  }),
  bodyMaxDepth: integer({
    name: 'request.body.max.depth',
    default: 64,
    min: 1,
    max: 1000,
    meaning: 'Deepest nesting of arrays and objects in a JSON body; beyond it 400.',
  }),
  requestTimeoutMs: integer({
    name: 'request.timeout.ms',
    default: 60_000,
    min: 0,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'Time for a whole request, headers and body, to arrive; beyond it 408. 0: no limit.',
    confluentDefault: '0',
  }),
  headersTimeoutMs: integer({
    name: 'request.headers.timeout.ms',
    default: 10_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning: 'Time for the headers of a request to arrive; beyond it 408 and the connection is closed.',
  }),
  keepAliveTimeoutMs: integer({
    name: 'idle.timeout.ms',
    default: 75_000,
    min: 1000,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'Time an idle connection is kept for the next request; keep it above the idle time of a load balancer in front.',
    confluentDefault: '30000',
  }),
  headerMaxBytes: integer({
    name: 'max.request.header.size',
    default: 16_384,
    min: 1024,
    max: MiB,
    unit: 'bytes',
    meaning: 'Largest request line and headers together; beyond it 431.',
    confluentDefault: '8192',
  }),
  compression: boolean({
    name: 'compression.enable',
    default: false,
    meaning:
      'Answers from 1 KiB on are sent as gzip or deflate to who accepts it; that costs more time than most networks win.',
    confluentDefault: 'true',
  }),
  shutdownDrainMs: integer({
    name: 'shutdown.drain.ms',
    default: 2000,
    min: 0,
    max: 300_000,
    unit: 'ms',
    meaning: 'Time between "not ready" and the end of listening, so that load balancers look elsewhere first.',
  }),
  shutdownTimeoutMs: integer({
    name: 'shutdown.graceful.ms',
    default: 20_000,
    min: 0,
    max: 600_000,
    unit: 'ms',
    meaning: 'Time that shutdown waits for requests in flight.',
    confluentDefault: '5000',
  }),
};
