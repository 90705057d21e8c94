/** How often overdue bodies are looked for, in milliseconds: how much later than its limit one may be refused. */
const CHECK_MS = 250;

/**
 * Time limits of bodies on their way: one timer for all of them, since nearly every body is there before a timer of its own
 * would have been worth making.
 */
class BodyDeadlines {
  /** What to do when the time is over, and when that is (monotonic, ms). */
  private readonly waiting = new Map<() => void, number>();
  private timer: NodeJS.Timeout | null = null;

  /** Runs `overdue` once, `limitMs` from now at the earliest, unless `stop` comes before. */
  start(overdue: () => void, limitMs: number): void {
    this.waiting.set(overdue, performance.now() + limitMs);
    this.timer ??= setInterval(() => this.check(), Math.min(CHECK_MS, limitMs)).unref();
  }

  stop(overdue: () => void): void {
    this.waiting.delete(overdue);
  }

  private check(): void {
    const now = performance.now();
    for (const [overdue, at] of this.waiting) {
      if (at > now) continue;
      this.waiting.delete(overdue);
      overdue();
    }
    if (this.waiting.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

export const bodyDeadlines = new BodyDeadlines();
