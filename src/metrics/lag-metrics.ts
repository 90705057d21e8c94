import { Gauge, type Registry } from 'prom-client';

/**
 * How far consumer instances are behind. All of them together and the worst one: names of groups and topics are the clients'
 * to choose, and would be a series each.
 */
export class LagMetrics {
  private lags: () => readonly number[] = () => [];

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    const measure = (): void => {
      const each = this.lags();
      all.set(each.reduce((sum, lag) => sum + lag, 0));
      worst.set(Math.max(0, ...each));
    };
    const all = new Gauge({
      name: `${prefix}consumer_lag_records`,
      help: 'Records that consumer instances have not delivered yet, as of their last fetches; partitions of which nothing was delivered yet are left out.',
      registers,
      collect: measure,
    });
    // Behind the other one, which measures for both: metrics are collected in the order in which they were made.
    const worst = new Gauge({
      name: `${prefix}consumer_lag_max_records`,
      help: 'Records that the one instance that is furthest behind has not delivered yet, counted in the same way.',
      registers,
    });
  }

  /** @param lags tells how many records each instance is behind */
  watch(lags: () => readonly number[]): void {
    this.lags = lags;
  }
}
