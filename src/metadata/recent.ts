/** An answer that is given again for a while. Those who ask at the same time share one. */
export class Recent<T> {
  private last: { answer: Promise<T>; at: number } | null = null;

  /** @param maxAgeMs counted from when it was asked for, so an answer is never older */
  constructor(
    private readonly ask: () => Promise<T>,
    private readonly maxAgeMs: number,
  ) {}

  get(): Promise<T> {
    const now = performance.now();
    if (this.last === null || now - this.last.at >= this.maxAgeMs) {
      const entry = { answer: this.ask(), at: now };
      this.last = entry;
      // Failures are told to those who wait, and to nobody after them.
      entry.answer.catch(() => {
        if (this.last === entry) this.last = null;
      });
    }
    return this.last.answer;
  }

  /** What was asked for before is old, also when its answer is yet to come. */
  forget(): void {
    this.last = null;
  }
}
