import { isSecretName, MASK, maskUrlCredentials } from '../config/secret-names.js';

const MAX_DEPTH = 6;
const MAX_ENTRIES = 100;
/** Values of one line altogether, so that wide and nested data stays cheap too. */
const MAX_VALUES = 1_000;
const MAX_TEXT = 10_000;

/** Names that the line itself uses: a second one in the same JSON object would hide the first. */
const OF_THE_LINE = new Set(['level', 'time', 'message']);

/** Field names come from our own code, so this stays small; the bound is for objects keyed by something foreign. */
const MAX_REMEMBERED = 1_000;
const remembered = new Map<string, boolean>();

/**
 * A copy of log fields that is safe to write: secrets hidden, errors as plain objects with their causes, bytes as their
 * length, cycles and deep or huge values cut. Never throws.
 */
export function presentable(fields: object): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const walk: Walk = { left: MAX_VALUES };
  try {
    for (const [name, value] of Object.entries(fields instanceof Error ? { error: fields } : fields)) {
      result[OF_THE_LINE.has(name) ? `${name}_` : name] = isSecret(name) ? MASK : presentableValue(value, 0, walk);
    }
  } catch (error) {
    // A getter threw. The line itself matters more than its fields.
    result['unreadable'] = error instanceof Error ? error.message : 'a field';
  }
  return result;
}

interface Walk {
  left: number;
}

/** A text without the passwords of URLs in it, cut when it is very long. */
export function presentableText(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text;
  return maskUrlCredentials(short);
}

function isSecret(name: string): boolean {
  let secret = remembered.get(name);
  if (secret === undefined) {
    secret = isSecretName(name);
    if (remembered.size < MAX_REMEMBERED) remembered.set(name, secret);
  }
  return secret;
}

function presentableValue(value: unknown, depth: number, walk: Walk): unknown {
  if (--walk.left < 0) return '[more]';
  switch (typeof value) {
    case 'string':
      return presentableText(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
    case 'symbol':
      return value.toString();
    case 'function':
      return '[function]';
    case 'object':
      return value === null ? null : presentableObject(value, depth, walk);
    case 'boolean':
    case 'undefined':
      return value;
  }
}

function presentableObject(value: object, depth: number, walk: Walk): unknown {
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return presentableError(value, depth, walk);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
  if (value instanceof URL) return presentableText(value.href);
  if (Array.isArray(value)) return presentableList(value, depth, walk);
  if (value instanceof Set) return presentableList([...value], depth, walk);
  if (value instanceof Map) {
    return presentableEntries(
      [...value].map(([name, entry]: [unknown, unknown]) => [String(name), entry]),
      depth,
      walk,
    );
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // Only plain data is walked: a socket or a client handle would drag the whole process into one line.
  if (prototype !== null && prototype !== Object.prototype) return `[${value.constructor?.name ?? 'object'}]`;
  return presentableEntries(Object.entries(value), depth, walk);
}

function presentableList(list: readonly unknown[], depth: number, walk: Walk): unknown[] {
  const result = list.slice(0, MAX_ENTRIES).map((entry) => presentableValue(entry, depth + 1, walk));
  if (list.length > MAX_ENTRIES) result.push(`[${list.length - MAX_ENTRIES} more]`);
  return result;
}

function presentableEntries(entries: readonly [string, unknown][], depth: number, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of entries.slice(0, MAX_ENTRIES)) {
    result[name] = isSecret(name) ? MASK : presentableValue(value, depth + 1, walk);
  }
  if (entries.length > MAX_ENTRIES) result['[more]'] = entries.length - MAX_ENTRIES;
  return result;
}

const SHOWN_ANYWAY = new Set(['name', 'message', 'stack']);

function presentableError(error: Error, depth: number, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = { type: error.name, message: presentableText(error.message) };
  // Own facts of the error (code, errno, syscall …), but not whatever objects a library hangs on it.
  for (const [name, value] of Object.entries(error)) {
    if (typeof value === 'object' || typeof value === 'function' || SHOWN_ANYWAY.has(name)) continue;
    result[name] = isSecret(name) ? MASK : presentableValue(value, depth + 1, walk);
  }
  if (typeof error.stack === 'string') result['stack'] = presentableText(error.stack);
  if (error instanceof AggregateError) result['errors'] = presentableList(error.errors, depth, walk);
  if (error.cause !== undefined) result['cause'] = presentableValue(error.cause, depth + 1, walk);
  return result;
}
