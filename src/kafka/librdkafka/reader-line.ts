/** Who may fetch one partition of a handle: one at a time, the others in line. */
export class ReaderLine {
  private readonly waiting = new Set<(turn: boolean) => void>();
  private taken = false;
  /** Called when somebody comes while the turn is taken. */
  onArrival: () => void = () => undefined;

  /** How many are in line, whoever has the turn included. */
  get length(): number {
    return this.waiting.size + (this.taken ? 1 : 0);
  }

  get contended(): boolean {
    return this.waiting.size > 0;
  }

  /** True: it is the caller's turn, until `release`. False: it did not come within this time, or the signal aborted. */
  async take(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return false;
    if (!this.taken) return (this.taken = true);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    // At once: a turn given to somebody who has gone would be lost.
    const giveUp = (): void => {
      this.waiting.delete(resolve);
      resolve(false);
    };
    const timer = setTimeout(giveUp, ms);
    signal?.addEventListener('abort', giveUp, { once: true });
    this.waiting.add(resolve);
    this.onArrival();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** The turn goes to the next in line. */
  release(): void {
    const [next] = this.waiting;
    if (next) {
      this.waiting.delete(next);
      next(true);
    } else this.taken = false;
  }
}
