import { JsonScanner } from '../../json/scanner.js';
import { invalidSchema } from './schema-fault.js';

/** Arrays and objects that a schema may have open at a time; compiling it goes as deep. */
const MAX_NESTING = 200;

/** A number that a double may not hold, or what looks like one. */
const BIG_NUMBER = /\d{16}|\d[eE]/;

/** JSON whose numbers keep their text: the engine has it, the library of the compiler does not describe it yet. */
interface ExactJson {
  rawJSON(text: string): unknown;
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
}

const EXACT_JSON = JSON as unknown as ExactJson;

/**
 * Parses the text of a schema. Numbers that a double may not hold keep their text through `JSON.stringify`: they can be
 * the default of a long.
 */
export function parseSchemaText(text: string, where: string): unknown {
  const bytes = Buffer.from(text);
  const scanner = new JsonScanner();
  scanner.over(bytes, 0, bytes.length);
  let at = scanner.value(scanner.gap(0), MAX_NESTING);
  if (at < 0 && scanner.tooDeep) throw invalidSchema(where, `nested more than ${MAX_NESTING} levels deep`);
  if (at >= 0) {
    at = scanner.gap(at);
    if (at < bytes.length) at = ~at;
  }
  if (at < 0) throw invalidSchema(where, notJson(bytes, ~at));
  if (!BIG_NUMBER.test(text)) return JSON.parse(text) as unknown;
  return EXACT_JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && BIG_NUMBER.test(source) ? EXACT_JSON.rawJSON(source) : value,
  );
}

function notJson(bytes: Buffer, at: number): string {
  if (at >= bytes.length) return 'the text is not JSON (it ends too early)';
  const before = bytes.toString('utf8', 0, at);
  const line = before.split('\n').length;
  return `the text is not JSON (line ${line}, column ${before.length - before.lastIndexOf('\n')})`;
}
