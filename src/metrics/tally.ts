import { Counter, type Registry } from 'prom-client';

/** One series of a tally. */
export interface Count {
  /** Since the start. It only grows. */
  value: number;
}

/**
 * A counter with labels whose series are plain numbers until somebody scrapes: prom-client looks the labels up for every
 * increment, which is too much where requests and records are counted. Whoever counts often keeps the series.
 */
export class Tally<L extends string> {
  private readonly series = new Map<string, { labels: Record<L, string>; count: Count }>();

  /** @param labelNames in the order in which `of` takes their values; with few values each */
  constructor(
    registry: Registry,
    name: string,
    help: string,
    private readonly labelNames: readonly L[],
  ) {
    const { series } = this;
    new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, count } of series.values()) this.inc(labels, count.value);
      },
    });
  }

  /** The series with these values; it is there, with 0, from the first time that somebody asks for it. */
  of(...values: string[]): Count {
    const key = values.join('\n');
    let found = this.series.get(key);
    if (!found) {
      const labels = Object.fromEntries(this.labelNames.map((name, i) => [name, values[i] ?? ''])) as Record<L, string>;
      found = { labels, count: { value: 0 } };
      this.series.set(key, found);
    }
    return found.count;
  }
}
