import { Counter, type Registry } from 'prom-client';
import { LabelledSeries } from './labelled-series.js';

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
  private readonly series: LabelledSeries<L, Count>;

  /** @param labelNames in the order in which `of` takes their values; with few values each */
  constructor(registry: Registry, name: string, help: string, labelNames: readonly L[]) {
    const series = new LabelledSeries<L, Count>(labelNames, () => ({ value: 0 }));
    this.series = series;
    new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const [labels, count] of series) this.inc(labels, count.value);
      },
    });
  }

  /** The series with these values; it is there, with 0, from the first time that somebody asks for it. */
  of(...values: string[]): Count {
    return this.series.of(values);
  }
}
