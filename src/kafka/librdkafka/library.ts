import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import koffi from 'koffi';

/** An address; librdkafka's handles, queues, events. Null is NULL. */
export type Pointer = bigint | null;

/** What a C parameter takes from JavaScript. Views pass the address of their first byte and must outlive the call. */
interface In {
  void: never;
  int: number;
  int64: number | bigint;
  size: number | bigint;
  pointer: Pointer | NodeJS.ArrayBufferView;
  string: string | null;
}

/** What a C result is in JavaScript. */
interface Out {
  void: void;
  int: number;
  int64: number | bigint;
  size: number | bigint;
  pointer: Pointer;
  string: string | null;
}

// Anonymous types only: a named koffi type fails when the module is evaluated twice in a process (Jest's registries).
const C_TYPES: Record<keyof In, string> = {
  void: 'void',
  int: 'int',
  int64: 'int64_t',
  size: 'size_t',
  pointer: 'void *',
  string: 'const char *',
};

type Arguments<A extends (keyof In)[]> = { [K in keyof A]: In[A[K]] };

export interface NativeFunction<A extends unknown[], R> {
  (...args: A): R;
  /** Runs on a thread of libuv's pool: only for the few calls that block. */
  async(...args: [...A, (error: Error | null, result: R) => void]): void;
}

type Library = ReturnType<typeof koffi.load>;

function openLibrdkafka(): Library {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve('node-rdkafka/package.json'));
  // The addon first: it maps the library, koffi then gets the very same mapping.
  require('node-rdkafka');
  const file = join(root, 'build', 'deps', process.platform === 'darwin' ? 'librdkafka.1.dylib' : 'librdkafka.so.1');
  if (!existsSync(file)) {
    throw new Error(`librdkafka is missing at ${file}: run "npm rebuild node-rdkafka"`);
  }
  return koffi.load(file);
}

const librdkafka = openLibrdkafka();
const libc = koffi.load(null);

function declareIn<R extends keyof Out, A extends (keyof In)[]>(
  library: Library,
  name: string,
  result: R,
  parameters: A,
) {
  return library.func(
    name,
    C_TYPES[result],
    parameters.map((type) => C_TYPES[type]),
  ) as unknown as NativeFunction<Arguments<A>, Out[R]>;
}

/** Declares `rd_kafka_<name>`. */
export function declare<R extends keyof Out, A extends (keyof In)[]>(name: string, result: R, ...parameters: A) {
  return declareIn(librdkafka, `rd_kafka_${name}`, result, parameters);
}

/** Declares a function of the C library. */
export function declareLibc<R extends keyof Out, A extends (keyof In)[]>(name: string, result: R, ...parameters: A) {
  return declareIn(libc, name, result, parameters);
}

export const memcpy = declareLibc('memcpy', 'pointer', 'pointer', 'pointer', 'size');
export const malloc = declareLibc('malloc', 'pointer', 'size');

/** Address of the first byte of a view, as a number (addresses of user space fit 2^53). */
export function addressOf(view: NodeJS.ArrayBufferView): number {
  return Number(koffi.address(view));
}

// Reads of single fields. Never the counted form koffi.decode(p, type, n): it leaks about 19 bytes a call in koffi 3.3.4.
export function readPointer(base: bigint, offset: number): Pointer {
  return koffi.decode(base, offset, 'void *') as Pointer;
}

export function readInt(base: bigint, offset: number): number {
  return koffi.decode(base, offset, 'int32_t') as number;
}

export function readInt64(base: bigint, offset: number): number {
  return Number(koffi.decode(base, offset, 'int64_t') as number | bigint);
}

export function readString(base: bigint, offset: number): string | null {
  return koffi.decode(base, offset, 'const char *') as string | null;
}

/** `length` bytes at `address`, copied. */
export function copyBytes(address: Pointer, length: number): Buffer {
  const copy = Buffer.allocUnsafe(length);
  if (length > 0 && address) memcpy(copy, address, length);
  return copy;
}

/** The pointers of an array of `count` pointers at `array`. */
export function pointersAt(array: Pointer, count: number): bigint[] {
  if (!array) return [];
  const pointers: bigint[] = [];
  for (let i = 0; i < count; i++) {
    const pointer = readPointer(array, 8 * i);
    if (pointer) pointers.push(pointer);
  }
  return pointers;
}

/** The array behind a `T **f(object, size_t *count)`. */
export function listOf(getter: NativeFunction<[In['pointer'], In['pointer']], Pointer>, object: Pointer): bigint[] {
  const count = new BigUint64Array(1);
  const array = getter(object, count);
  return pointersAt(array, Number(count[0]));
}
