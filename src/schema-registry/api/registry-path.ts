import { GatewayError } from '../../errors/gateway-error.js';

/** Far above the name of any subject; the registry has limits of its own. */
const SEGMENT_MAX = 1024;
const CONTROL = /\p{Cc}/u;

/**
 * The path of a request as it is sent on: each segment decoded, checked and encoded again, so that the registry sees the
 * segments that were routed here and no others. A slash at the end is dropped.
 *
 * @param path as it arrived, percent-encoded
 * @throws GatewayError `bad-request`
 */
export function registryPath(path: string): string {
  return path
    .replace(/\/$/, '')
    .split('/')
    .map((segment) => encodeURIComponent(checked(decoded(segment))))
    .join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new GatewayError('bad-request', 'The path is not valid percent-encoded UTF-8.', { cause });
  }
}

function checked(segment: string): string {
  // Encoded or not, whoever takes the path apart on the way would leave the folder.
  if (segment === '.' || segment === '..') {
    throw new GatewayError('bad-request', `The path must not have "${segment}" as a segment.`);
  }
  if (segment.length > SEGMENT_MAX) {
    throw new GatewayError('bad-request', `A segment of the path has more than ${SEGMENT_MAX} characters.`);
  }
  if (CONTROL.test(segment)) throw new GatewayError('bad-request', 'The path must not contain control characters.');
  return segment;
}
