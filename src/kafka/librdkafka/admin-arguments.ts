import { GatewayError } from '../../errors/gateway-error.js';
import { addressOf, declare, type Pointer, readInt } from './library.js';

const errorCode = declare('error_code', 'int', 'pointer');
const errorString = declare('error_string', 'string', 'pointer');
const errorDestroy = declare('error_destroy', 'void', 'pointer');

/** A name as C sees it: a NUL would cut it and name something else, an empty one trips librdkafka's assertions. */
export function plainName(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new GatewayError('bad-request', 'A name must not be empty or hold NUL characters.');
  return name;
}

/** Runs `use` with a `const char **` of these names. */
export function withNames<T>(names: readonly string[], use: (array: BigUint64Array, count: number) => T): T {
  const texts = names.map((name) => Buffer.from(`${plainName(name)}\0`));
  const array = BigUint64Array.from(texts, (text) => BigInt(addressOf(text)));
  try {
    return use(array, names.length);
  } finally {
    texts.length = 0; // Addresses keep nothing alive: this later use of the texts does.
  }
}

/** Runs `use` with a `T **` of these native objects and frees them afterwards. */
export function withObjects<T>(
  objects: readonly bigint[],
  destroy: (object: bigint) => void,
  use: (array: BigUint64Array, count: number) => T,
): T {
  try {
    return use(BigUint64Array.from(objects), objects.length);
  } finally {
    for (const object of objects) destroy(object);
  }
}

/** What a borrowed `rd_kafka_error_t *` says; NULL is code 0. */
export function readError(error: Pointer): { code: number; text: string | null } {
  return error ? { code: errorCode(error), text: errorString(error) } : { code: 0, text: null };
}

/** What an owned `rd_kafka_error_t *` says, which is freed; null for NULL. */
export function errorText(error: Pointer): string | null {
  if (!error) return null;
  const text = errorString(error);
  errorDestroy(error);
  return text ?? 'unknown error';
}

/** The `int32_t` values of an array. */
export function intsAt(array: Pointer, count: number): number[] {
  const values: number[] = [];
  for (let i = 0; array && i < count; i++) values.push(readInt(array, 4 * i));
  return values;
}
