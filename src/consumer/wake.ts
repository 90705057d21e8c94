import { LinkedSet } from '../collections/linked-set.js';

/** Lets several waiters sleep until something changes. */
export class Wake {
  private readonly waiting = new LinkedSet<() => void>();

  /** Ends all waits. */
  notify(): void {
    for (const wake of this.waiting.values()) wake();
  }

  /** Resolves at the next `notify`, after `ms` milliseconds, or when the signal aborts: look again what changed. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.waiting.delete(member);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal?.addEventListener('abort', wake);
      const member = this.waiting.add(wake);
    });
  }
}
