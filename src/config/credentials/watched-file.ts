import { createHash } from 'node:crypto';
import { NAMES_OF_FILES, readSecret } from '../sources/environment.js';
import { readBytes } from '../sources/file-text.js';
import type { Given } from '../sources/given.js';
import type { CredentialArea } from './credentials.js';

/** A file that is looked at as long as the process runs. */
export interface WatchedFile {
  readonly area: CredentialArea;
  readonly given: Given;
  readonly path: string;
  /** True: the setting is the path, and whoever uses it reads the file; false: what is in it is the setting. */
  readonly byPath: boolean;
}

/** What is in a file: the value, or for files that others read a digest. */
export type FileContent = { readonly content: string } | { readonly fault: string };

const OF_REGISTRY = /^schema\.registry\.(url$|basic\.auth\.user\.info$|bearer\.auth\.token$|ssl\.)/;
const OF_LISTENERS = /^ssl\.(key|keystore)\.password$/;
const OF_KAFKA = /^(client|producer|consumer|admin)\.|^bootstrap\.servers$/;

/**
 * The file of a setting, or null: it has none, or nobody can use another value of it without a restart. The files of https
 * listeners are not among them: who serves https looks at those.
 */
export function watchedFile(given: Given): WatchedFile | null {
  const area = areaOf(given.name);
  if (area === null) return null;
  if (given.file !== undefined) return { area, given, path: given.file, byPath: false };
  return namesFile(given.name) ? { area, given, path: given.value.trim(), byPath: true } : null;
}

/** The area that a setting is of; null: it is none of credentials. */
export function areaOf(name: string): CredentialArea | null {
  // Before Kafka's: `consumer.` begins names of our own too, which no file of a credential changes.
  if (OF_REGISTRY.test(name)) return 'schema-registry';
  if (name === 'peers.key') return 'peers';
  if (OF_LISTENERS.test(name)) return 'listeners';
  return OF_KAFKA.test(name) ? 'kafka' : null;
}

/** Whether the value of a setting is the path of a file that has the credential in it. */
export function namesFile(name: string): boolean {
  return name.endsWith('.location') || name.endsWith('.keytab') || NAMES_OF_FILES.test(name);
}

export function contentOf({ path, byPath }: WatchedFile): FileContent {
  if (!byPath) {
    const read = readSecret(path);
    return 'fault' in read ? read : { content: read.value };
  }
  const read = readBytes(path);
  if ('fault' in read) return read;
  if (read.bytes.length === 0) return { fault: `cannot be read: ${path} is empty` };
  return { content: createHash('sha256').update(read.bytes).digest('hex') };
}
