import type { GatewayError } from '../errors/gateway-error.js';

interface Waiter {
  go(): void;
  fail(error: GatewayError): void;
}

/** One at a time, in the order of asking. */
export class Turns {
  private taken = false;
  private closed: GatewayError | null = null;
  private readonly queue: Waiter[] = [];

  /**
   * Waits for the turn.
   *
   * @returns the function that ends the turn (calls after the first do nothing), or null when the signal aborted before
   */
  take(signal?: AbortSignal): Promise<(() => void) | null> {
    if (this.closed) return Promise.reject(this.closed);
    if (signal?.aborted) return Promise.resolve(null);
    if (!this.taken) {
      this.taken = true;
      return Promise.resolve(this.turn());
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.queue.splice(this.queue.indexOf(waiter), 1);
        resolve(null);
      };
      const waiter: Waiter = {
        go: () => {
          signal?.removeEventListener('abort', leave);
          resolve(this.turn());
        },
        fail: (error) => {
          signal?.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal?.addEventListener('abort', leave);
      this.queue.push(waiter);
    });
  }

  /** Runs `work` when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const end = await this.take();
    try {
      return await work();
    } finally {
      end?.();
    }
  }

  /** Whoever waits, and whoever asks from now on, gets the error. */
  close(error: GatewayError): void {
    this.closed ??= error;
    for (const waiter of this.queue.splice(0)) waiter.fail(this.closed);
  }

  private turn(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.queue.shift();
      if (next) next.go();
      else this.taken = false;
    };
  }
}
