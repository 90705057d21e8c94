import { LinkedSet, type Member } from '../collections/linked-set.js';

/** How often overdue bodies are looked for, in milliseconds: how much later than its limit one may be refused. */
const CHECK_MS = 250;

/** Something that has to be over at some time. */
interface Timed {
  /** Monotonic, ms. */
  readonly deadline: number;
  /** It is not. Called once. */
  overdue(): void;
}

/**
 * Time limits of bodies on their way: one timer for all of them, since nearly every body is there before a timer of its own
 * would have been worth making.
 */
class BodyDeadlines {
  private readonly waiting = new LinkedSet<Timed>();
  private timer: NodeJS.Timeout | null = null;

  /** Calls `overdue` at its deadline or a little later, unless `stop` comes before. */
  start(timed: Timed, limitMs: number): Member<Timed> {
    this.timer ??= setInterval(() => this.check(), Math.min(CHECK_MS, limitMs)).unref();
    return this.waiting.add(timed);
  }

  stop(member: Member<Timed>): void {
    this.waiting.delete(member);
  }

  private check(): void {
    const now = performance.now();
    for (const timed of this.waiting.values()) if (timed.deadline <= now) timed.overdue();
    if (this.waiting.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

export const bodyDeadlines = new BodyDeadlines();
