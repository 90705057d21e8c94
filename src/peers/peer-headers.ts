import type { IncomingHttpHeaders } from 'node:http';

/** Present on a request that a replica has passed on: it goes no further. */
export const HOP = 'x-kafka-rest-hop';
/** Id of the replica that is meant. */
export const TO = 'x-kafka-rest-to';
/** Where the client reached the gateway. */
export const BASE = 'x-kafka-rest-base';
export const SIGNATURE = 'x-kafka-rest-signature';
/** On the answer: proof that a replica gave it. */
export const PROOF = 'x-kafka-rest-proof';

/** All that replicas tell each other; from clients it is worth nothing, and to clients it does not go. */
const OURS = /^x-kafka-rest-/;

/** Of one connection (RFC 9110, 7.6.1), or made anew for the next one. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
]);

/**
 * The headers of a client's request that go on to a replica: name, value, name, value, …, repeated ones too.
 *
 * @param own by lower-case name, in place of those that the client sent
 */
export function requestHeaders(
  raw: readonly string[],
  connection: string | undefined,
  own: Readonly<Record<string, string>>,
): string[] {
  const dropped = new Set([...namedIn(connection), ...Object.keys(own)]);
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = '', value = ''] = [raw[i], raw[i + 1]];
    if (goesOn(name.toLowerCase(), dropped)) kept.push(name, value);
  }
  return [...kept, ...Object.entries(own).flat()];
}

/** The headers of a replica's answer that go on to the client. */
export function answerHeaders(headers: IncomingHttpHeaders): string[] {
  const dropped = namedIn(headers.connection);
  const kept = Object.entries(headers).flatMap(([name, values = []]) =>
    goesOn(name, dropped) ? [values].flat().flatMap((value) => [name, value]) : [],
  );
  const length = headers['content-length'];
  return length === undefined ? kept : [...kept, 'content-length', length];
}

function goesOn(name: string, dropped: ReadonlySet<string>): boolean {
  return !OF_CONNECTION.has(name) && !OURS.test(name) && !dropped.has(name);
}

function namedIn(connection: string | undefined): ReadonlySet<string> {
  return new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
}
