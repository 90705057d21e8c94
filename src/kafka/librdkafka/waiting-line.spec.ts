import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WaitingLine } from './waiting-line.js';

/** A batch on its way into a queue with this much room. */
class Entry {
  failed = 0;

  constructor(
    private readonly queue: Queue,
    readonly name: string,
    public waiting: number,
    private readonly size = 1,
  ) {}

  push(atATime: number): boolean {
    expect(atATime).toBeGreaterThan(0);
    while (this.waiting > 0 && this.size <= this.queue.room) {
      this.queue.room -= this.size;
      this.queue.taken.push(this.name);
      this.waiting--;
    }
    return this.waiting === 0;
  }

  skip(): void {
    this.waiting--;
    this.failed++;
  }

  giveUp(): void {
    while (this.waiting > 0) this.skip();
  }
}

interface Queue {
  room: number;
  taken: string[];
}

describe('the line before a full queue', () => {
  let queue: Queue;
  let line: WaitingLine;
  /** Names of batches whose wait is over. */
  let over: string[];

  const join = (name: string, records: number, size = 1): Entry => {
    const entry = new Entry(queue, name, records, size);
    void line.join(entry).then(() => over.push(name));
    return entry;
  };
  const advance = (room: number, inQueue = 1): void => {
    queue.room = room;
    line.advance(() => line.records + inQueue);
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    queue = { room: 0, taken: [] };
    line = new WaitingLine(1000);
    over = [];
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('is served in the order of arrival, as far as there is room', async () => {
    join('a', 2);
    join('b', 2);
    expect(line.records).toBe(4);
    advance(3);
    await settle();
    expect([queue.taken.join(''), over, line.records]).toEqual(['aab', ['a'], 1]);
    join('a', 1);
    advance(1);
    await settle();
    expect([queue.taken.join(''), over, line.records]).toEqual(['aabb', ['a', 'b'], 1]);
    advance(1);
    expect([queue.taken.join(''), line.records]).toEqual(['aabba', 0]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('lets nobody pass a large record that still finds no room', () => {
    join('large', 1, 5);
    join('small', 1);
    advance(4);
    expect(queue.taken).toEqual([]);
    advance(6);
    expect(queue.taken).toEqual(['large', 'small']);
  });

  it('fails the record that does not even fit into an empty queue, and no other', () => {
    const large = join('large', 1, 5);
    const small = join('small', 2);
    advance(4, 0);
    expect([large.failed, small.failed, queue.taken]).toEqual([1, 0, ['small', 'small']]);
    expect(line.records).toBe(0);
  });

  it('fails what is left of a batch that has waited long enough, and no other', async () => {
    const early = join('early', 3);
    advance(1);
    jest.advanceTimersByTime(999);
    const late = join('late', 1);
    expect(early.failed).toBe(0);
    jest.advanceTimersByTime(1);
    await settle();
    expect([early.failed, late.failed, over, line.records]).toEqual([2, 0, ['early'], 1]);
    advance(1);
    expect(queue.taken).toEqual(['early', 'late']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits for ever where acknowledgements may take for ever', () => {
    line = new WaitingLine(0);
    const entry = join('a', 1);
    jest.advanceTimersByTime(2_147_483_647);
    expect([entry.failed, line.records, jest.getTimerCount()]).toEqual([0, 1, 0]);
  });

  it('is dissolved when its handle closes', async () => {
    const entries = [join('a', 2), join('b', 1)];
    line.giveUp();
    await settle();
    expect(entries.map(({ failed }) => failed)).toEqual([2, 1]);
    expect([over, line.records, jest.getTimerCount()]).toEqual([['a', 'b'], 0, 0]);
  });
});
