/**
 * Numbers for what is under way, from 1, used again when they are free: for somebody who is told a number and names it later.
 * As `LinkedSet`, it leaves nothing behind; the array is as long as the most that ever was under way at a time.
 */
export class Slots<T extends object> {
  /** 0 stands for nothing. */
  private readonly items: (T | null)[] = [null];
  private readonly free: number[] = [];

  /** How many are under way. */
  get size(): number {
    return this.items.length - 1 - this.free.length;
  }

  /** @returns the number of the item, until `delete` */
  add(item: T): number {
    const id = this.free.pop();
    if (id === undefined) return this.items.push(item) - 1;
    this.items[id] = item;
    return id;
  }

  /** Undefined: the number is free. */
  get(id: number): T | undefined {
    return this.items[id] ?? undefined;
  }

  /** Frees the number of something that is under way. */
  delete(id: number): void {
    if (!this.items[id]) return;
    this.items[id] = null;
    this.free.push(id);
  }

  /** As they are now, each with its number. */
  entries(): [number, T][] {
    return this.items.flatMap((item, id): [number, T][] => (item === null ? [] : [[id, item]]));
  }
}
