import { closedError } from './admin-errors.js';

/** A question that holds a thread while it is open: asked at most once at a time, however many want to know. */
export class MetadataLookup<T> {
  private running: Promise<T> | null = null;
  private next: Promise<T> | null = null;
  private closed = false;

  /** @param question settles in the milliseconds given: `close` waits for it */
  constructor(private readonly question: (timeoutMs: number) => Promise<T>) {}

  /** Callers share an answer, but only one that was asked for after they came: it knows what they just changed. */
  ask(timeoutMs: number): Promise<T> {
    if (!this.running && !this.next) return this.start(timeoutMs);
    this.next ??= Promise.allSettled([this.running]).then(() => {
      this.next = null;
      return this.start(timeoutMs);
    });
    return this.next;
  }

  /** Resolves when no question is open any more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled([this.running, this.next]);
  }

  private start(timeoutMs: number): Promise<T> {
    if (this.closed) return Promise.reject(closedError());
    this.running = this.question(timeoutMs).finally(() => {
      this.running = null;
    });
    return this.running;
  }
}
