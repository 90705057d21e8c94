import { closedError } from './admin-errors.js';

/** A question that holds a thread while it is open: asked at most once at a time, however many want to know. */
export class MetadataLookup<T> {
  private running: Promise<T> | null = null;
  private next: Promise<T> | null = null;
  private closed = false;

  /** @param question must settle in a time that `close` can wait for */
  constructor(private readonly question: () => Promise<T>) {}

  /** Callers share an answer, but only one that was asked for after they came: it knows what they just changed. */
  ask(): Promise<T> {
    if (!this.running && !this.next) return this.start();
    this.next ??= Promise.allSettled([this.running]).then(() => {
      this.next = null;
      return this.start();
    });
    return this.next;
  }

  /** Resolves when no question is open any more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled([this.running, this.next]);
  }

  private start(): Promise<T> {
    if (this.closed) return Promise.reject(closedError());
    this.running = this.question().finally(() => {
      this.running = null;
    });
    return this.running;
  }
}
