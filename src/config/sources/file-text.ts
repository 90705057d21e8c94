import { readFileSync, statSync } from 'node:fs';

/** Far above any real one; a wrong path (a log, a heap dump) must not fill the memory. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The text of a UTF-8 file, or the reason why there is none, as the end of a sentence. */
export function readText(path: string): { readonly text: string } | { readonly fault: string } {
  const read = readBytes(path);
  if ('fault' in read) return read;
  try {
    // Drops a byte order mark, which Windows editors put in front of the first name.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(read.bytes) };
  } catch {
    return { fault: `cannot read ${path}: not UTF-8` };
  }
}

/** The bytes of a file, or the reason why there are none, as the end of a sentence. */
export function readBytes(path: string): { readonly bytes: Buffer } | { readonly fault: string } {
  try {
    if (statSync(path).size > MAX_BYTES) return { fault: `cannot read ${path}: larger than ${MAX_BYTES} bytes` };
    return { bytes: readFileSync(path) };
  } catch (error) {
    return { fault: `cannot read ${path}: ${reasonOf(error)}` };
  }
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'no such file';
    case 'EISDIR':
      return 'a directory';
    case 'EACCES':
    case 'EPERM':
      return 'not permitted';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
