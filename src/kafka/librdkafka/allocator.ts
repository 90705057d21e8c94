import { declareLibc } from './library.js';

// malloc.h of glibc
const M_MMAP_THRESHOLD = -3;
const M_ARENA_MAX = -8;

/** Arenas for the threads of all librdkafka clients: they mostly wait, one per core would be kept filled for nothing. */
const ARENAS = 2;
/** Bytes from which a block goes back to the system when it is freed. Answers of reads are of that size. */
const OWN_MAPPING_BYTES = 1 << 20;

/** How long after the end of a client its memory is given back: several often end together. */
const TRIM_MS = 500;

const glibc = process.platform === 'linux' && isGlibc();
const mallopt = glibc ? declareLibc('mallopt', 'int', 'int', 'int') : null;
const mallocTrim = glibc ? declareLibc('malloc_trim', 'int', 'size') : null;

let tuned = false;
let trim: NodeJS.Timeout | null = null;

/**
 * Keeps glibc from holding on to memory: without it, every thread gets an arena and the limit for blocks of their own grows
 * with the largest block ever freed, so that reads leave some hundred megabytes behind. Other C libraries are left alone.
 */
export function tuneAllocator(): void {
  if (tuned || mallopt === null) return;
  tuned = true;
  mallopt(M_ARENA_MAX, ARENAS);
  mallopt(M_MMAP_THRESHOLD, OWN_MAPPING_BYTES);
}

/**
 * A client has ended: soon, what it had goes back to the system. glibc by itself only gives back what lies at the end of an
 * arena; a consumer that read 200,000 records leaves some seventy megabytes of free blocks in the middle of one.
 */
export function giveMemoryBack(): void {
  if (mallocTrim === null) return;
  trim ??= setTimeout(() => {
    trim = null;
    // On a thread of the pool: it takes milliseconds. Its result says whether there was anything to give back.
    mallocTrim.async(0, () => undefined);
  }, TRIM_MS).unref();
}

/** Only glibc has this function: looking for it elsewhere throws. */
function isGlibc(): boolean {
  try {
    declareLibc('gnu_get_libc_version', 'string');
    return true;
  } catch {
    return false;
  }
}
