import { isIP } from 'node:net';
import type { Listener } from '../settings.js';
import { quoted, type Parsed } from './setting.js';

const LISTENER = /^([a-z][\w+.-]*):\/\/(\[[0-9a-f:.]+\]|[^\s:/?#[\]@]*):(\d{1,5})\/?$/i;
const BROKER = /^(?:(?:plaintext|ssl|sasl_plaintext|sasl_ssl):\/\/)?(\[[0-9a-f:.]+\]|[^\s:/?#[\]@]+)(?::(\d{1,5}))?$/i;
/** Names that stand for ranges; the HTTP layer's address matcher knows them by the same names. */
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/** Reads `http://host:port` or `https://host:port`; an empty host or `*` is every IPv4 address, port 0 any free one. */
export function parseListener(text: string): Parsed<Listener> {
  const match = LISTENER.exec(text);
  if (match === null) return { fault: `must be URLs like http://0.0.0.0:8082, got ${quoted(text)}` };
  const [, scheme = '', host = '', port = ''] = match;
  const protocol = scheme.toLowerCase();
  if (protocol !== 'http' && protocol !== 'https') {
    return { fault: `must begin with http:// or https://, got ${quoted(text)}` };
  }
  if (Number(port) > 65_535) return { fault: `must have ports up to 65535, got ${quoted(text)}` };
  return { value: { protocol, host: hostToBind(host), port: Number(port) } };
}

/** As `parseListener`, `http` only. */
export function parsePlainListener(text: string): Parsed<Listener> {
  const parsed = parseListener(text);
  if ('fault' in parsed || parsed.value.protocol === 'http') return parsed;
  return { fault: `must begin with http://, got ${quoted(text)}` };
}

function hostToBind(host: string): string {
  if (host === '' || host === '*') return '0.0.0.0';
  return host.replace(/^\[|\]$/g, '');
}

/** Reads an absolute http or https URL that clients reach the gateway at; a trailing slash is dropped. */
export function parseAdvertised(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:\/\//i.test(text)) {
    return { fault: `must be URLs like https://kafka.example.com, got ${quoted(text)}` };
  }
  if (url.username !== '' || url.password !== '') return { fault: 'must not hold a user name or password' };
  if (url.search !== '' || url.hash !== '') return { fault: `must have no query and no fragment, got ${quoted(text)}` };
  return { value: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

/** Reads an IP address, a CIDR range or the name of a range. */
export function parseProxy(text: string): Parsed<string> {
  if (NAMED_RANGES.includes(text)) return { value: text };
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  const good = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
  if (family === 0 || more.length > 0 || !good) {
    return { fault: `must be addresses, ranges like 10.0.0.0/8 or ${NAMED_RANGES.join(', ')}, got ${quoted(text)}` };
  }
  return { value: text };
}

/** Reads `host:port` of a broker; the port may be left out (9092), a security protocol may stand before it. */
export function parseBroker(text: string): Parsed<string> {
  const match = BROKER.exec(text);
  if (match === null) return { fault: `must be brokers like kafka-1:9092,kafka-2:9092, got ${quoted(text)}` };
  const port = match[2];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    return { fault: `must have ports from 1 to 65535, got ${quoted(text)}` };
  }
  return { value: text };
}

/** Reads the name of a host, without scheme and port. */
export function parseHostName(text: string): Parsed<string> {
  if (text === '' || isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) return { value: text };
  return { fault: `must be the name of a host alone, got ${quoted(text)}` };
}
