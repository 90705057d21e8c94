import { GatewayError } from '../errors/gateway-error.js';

/** The body is no JSON: `position` is the first byte, counted from 0, that cannot be; `length` that of the whole body. */
export function malformedJson(position: number, length: number): GatewayError {
  const what =
    position >= length ? `the body ends in the middle, after ${length} bytes` : `unexpected byte ${position}`;
  return new GatewayError('bad-request', `Malformed JSON: ${what}.`);
}

/** An array or object at `position` is nested more than `maxDepth` deep. */
export function nestedTooDeep(position: number, maxDepth: number): GatewayError {
  return new GatewayError('bad-request', `JSON nested too deep: more than ${maxDepth} levels at byte ${position}.`);
}

export function invalidUtf8(): GatewayError {
  return new GatewayError('bad-request', 'The body is not valid UTF-8.');
}
