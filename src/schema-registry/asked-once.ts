import { LRUCache } from 'lru-cache';

/** How much all values that are kept may weigh together; one that weighs more than that is not kept. */
export interface WeightBound<K, V> {
  most: number;
  /** A whole number, 1 or more. */
  weigh: (value: V, key: K) => number;
}

/**
 * Values that are asked for once and kept while they are in use: whoever wants one that is being asked for waits for the same
 * answer. Failures are not kept. Not `LRUCache.fetch`, which gives up what is being asked for when others push it out.
 */
export class AskedOnce<K extends string | number, V extends string | number | object> {
  private readonly kept: LRUCache<K, V>;
  private readonly asking = new Map<K, Promise<V>>();

  /**
   * @param max most values kept
   * @param onLookup told of each look for a value whether it was at hand; a look in vain of `known` is told by `get`
   */
  constructor(
    max: number,
    bound?: WeightBound<K, V>,
    private readonly onLookup: (hit: boolean) => void = () => undefined,
  ) {
    this.kept = new LRUCache(bound ? { max, maxSize: bound.most, sizeCalculation: bound.weigh } : { max });
  }

  /** The value, when it is at hand. */
  known(key: K): V | undefined {
    const known = this.kept.get(key);
    if (known !== undefined) this.onLookup(true);
    return known;
  }

  /** The value, asked for when it is not at hand. Rejects as `ask` does. */
  get(key: K, ask: () => Promise<V>): Promise<V> {
    const known = this.kept.get(key);
    this.onLookup(known !== undefined);
    if (known !== undefined) return Promise.resolve(known);
    const asked = this.asking.get(key);
    if (asked) return asked;
    const answer = this.keep(key, ask);
    this.asking.set(key, answer);
    return answer;
  }

  private async keep(key: K, ask: () => Promise<V>): Promise<V> {
    try {
      // A turn later: `asking` must have its entry before it can be taken out.
      await Promise.resolve();
      const value = await ask();
      this.kept.set(key, value);
      return value;
    } finally {
      this.asking.delete(key);
    }
  }
}
