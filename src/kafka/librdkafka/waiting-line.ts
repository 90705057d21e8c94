import type { QueueEntry } from './queue-entry.js';

/** Records handed over in one native call by a batch that waits: the queue seldom has room for all of a large one. */
const AT_A_TIME = 256;

type Entering = Pick<QueueEntry, 'waiting' | 'push' | 'skip' | 'giveUp'>;

interface Waiting {
  entry: Entering;
  taken: () => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Batches that found the queue full, in the order in which they came. Who sends one batch after the other, each when the one
 * before is taken, has one of them here: so all senders get on equally.
 */
export class WaitingLine {
  /** Records that wait. */
  records = 0;
  private readonly line = new Set<Waiting>();

  /** @param patienceMs how long a batch waits; 0: for ever */
  constructor(private readonly patienceMs: number) {}

  /** Resolves when the batch is in the queue, or what was left of it was given up. */
  join(entry: Entering): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting: Waiting = { entry, taken: resolve, timer: undefined };
    if (this.patienceMs > 0) waiting.timer = setTimeout(() => this.leave(waiting), this.patienceMs);
    this.line.add(waiting);
    this.records += entry.waiting;
    return promise;
  }

  /**
   * Hands over what there is room for, first come first served.
   *
   * @param inFlight records that are not settled, those that wait among them
   */
  advance(inFlight: () => number): void {
    for (const waiting of this.line) {
      const { entry } = waiting;
      while (!this.push(entry)) {
        if (inFlight() > this.records) return;
        // The queue is empty, and still there is not enough room.
        this.records--;
        entry.skip();
      }
      this.leave(waiting);
    }
  }

  /** Everything that waits fails. */
  giveUp(): void {
    for (const waiting of this.line) this.leave(waiting);
  }

  private push(entry: Entering): boolean {
    const before = entry.waiting;
    const isTaken = entry.push(AT_A_TIME);
    this.records -= before - entry.waiting;
    return isTaken;
  }

  private leave(waiting: Waiting): void {
    this.line.delete(waiting);
    this.records -= waiting.entry.waiting;
    waiting.entry.giveUp();
    clearTimeout(waiting.timer);
    waiting.taken();
  }
}
