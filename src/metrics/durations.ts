import type { Histogram, Registry } from 'prom-client';
import { LabelledSeries } from './labelled-series.js';

/** One series of a histogram of seconds. */
export class Durations {
  private sum = 0;
  private count = 0;
  /** How many fell into each bucket, those of smaller ones left out; the last is for what is above all bounds. */
  private readonly buckets: Float64Array;

  constructor(private readonly bounds: readonly number[]) {
    this.buckets = new Float64Array(bounds.length + 1);
  }

  observe(seconds: number): void {
    const { bounds, buckets } = this;
    let bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]!) bucket++;
    buckets[bucket]!++;
    this.sum += seconds;
    this.count++;
  }

  /** As Prometheus wants them: every bucket counts those of all smaller ones too. */
  *values(name: string, labels: object): Generator<Value> {
    let upToHere = 0;
    for (const [i, inBucket] of this.buckets.entries()) {
      upToHere += inBucket;
      yield { metricName: `${name}_bucket`, labels: { le: this.bounds[i] ?? '+Inf', ...labels }, value: upToHere };
    }
    yield { metricName: `${name}_sum`, labels: { ...labels }, value: this.sum };
    yield { metricName: `${name}_count`, labels: { ...labels }, value: this.count };
  }
}

/** One line of the text that Prometheus reads. */
interface Value {
  metricName: string;
  labels: object;
  value: number;
}

/**
 * A histogram whose series are plain numbers until somebody scrapes, as those of `Tally` are: prom-client checks labels and
 * looks them up for every observation, half a microsecond of each request.
 */
export class DurationHistogram<L extends string> {
  readonly type = 'histogram';
  private readonly series: LabelledSeries<L, Durations>;

  /**
   * @param bounds of the buckets, in seconds, rising
   * @param labelNames in the order in which `of` takes their values; with few values each
   */
  constructor(
    registry: Registry,
    readonly name: string,
    readonly help: string,
    bounds: readonly number[],
    readonly labelNames: readonly L[],
  ) {
    this.series = new LabelledSeries(labelNames, () => new Durations(bounds));
    // A registry asks its metrics for `name` and `get()`; its types want the classes of prom-client.
    registry.registerMetric(this as unknown as Histogram);
  }

  /** The series with these values; it is there, empty, from the first time that somebody asks for it. */
  of(...values: string[]): Durations {
    return this.series.of(values);
  }

  /** What a registry asks for. */
  get(): { name: string; help: string; type: string; values: Value[] } {
    const { name, help, type } = this;
    const values = [...this.series].flatMap(([labels, durations]) => [...durations.values(name, labels)]);
    return { name, help, type, values };
  }
}
