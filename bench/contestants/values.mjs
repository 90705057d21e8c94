const HEAD = '{"id":4711,"device":"sensor-0042","ok":true,"celsius":21.50,"tags":["a","b"],"note":"';
const TAIL = '"}';

/** The value that the load generator stores too: a JSON object of exactly `size` bytes. */
export function storedValue(size = 100) {
  return Buffer.from(HEAD + 'x'.repeat(size - HEAD.length - TAIL.length) + TAIL);
}
