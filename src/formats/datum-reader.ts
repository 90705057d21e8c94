import type { JsonScanner } from '../json/scanner.js';

/**
 * Reads one datum (a key or a value) of a JSON request body and leaves its bytes, as Kafka stores them, in the body's own
 * memory. One reader serves one body at a time and is used again for the next.
 */
export abstract class DatumReader {
  /** Where the bytes of the last datum begin. */
  start = 0;
  /** How many they are. */
  length = 0;
  /** What is wrong with the last datum, worded to follow `records[3].value: `; null when nothing is. */
  fault: string | null = null;

  /**
   * Reads the JSON value at `at` (not `null`, no white space before it), which ends before `end` and may open `maxDepth`
   * arrays and objects. Overwrites only what it passed.
   *
   * @returns the position behind the value, or the complement of the position where the text is not JSON
   */
  abstract read(json: JsonScanner, bytes: Buffer, at: number, end: number, maxDepth: number): number;
}
