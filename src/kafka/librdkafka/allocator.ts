import { declareLibc } from './library.js';

// malloc.h of glibc
const M_MMAP_THRESHOLD = -3;
const M_ARENA_MAX = -8;

/** Arenas for the threads of all librdkafka clients: they mostly wait, one per core would be kept filled for nothing. */
const ARENAS = 2;
/** Bytes from which a block goes back to the system when it is freed. Answers of reads are of that size. */
const OWN_MAPPING_BYTES = 1 << 20;

let tuned = false;

/**
 * Keeps glibc from holding on to memory: without it, every thread gets an arena and the limit for blocks of their own grows
 * with the largest block ever freed, so that reads leave some hundred megabytes behind. Other C libraries are left alone.
 */
export function tuneAllocator(): void {
  if (tuned || process.platform !== 'linux' || !isGlibc()) return;
  tuned = true;
  const mallopt = declareLibc('mallopt', 'int', 'int', 'int');
  mallopt(M_ARENA_MAX, ARENAS);
  mallopt(M_MMAP_THRESHOLD, OWN_MAPPING_BYTES);
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
