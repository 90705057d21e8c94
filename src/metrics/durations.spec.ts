import { describe, expect, it } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { DurationHistogram } from './durations.js';

const BOUNDS = [0.001, 0.01, 0.1, 1];
const HELP = 'Seconds of "something"\\nelse.';

describe('a histogram of durations', () => {
  it('is scraped as the one of prom-client with the same observations', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    const labelNames = ['method', 'route'] as const;
    const own = new DurationHistogram(ours, 'a_seconds', HELP, BOUNDS, labelNames);
    const original = new Histogram({
      name: 'a_seconds',
      help: HELP,
      labelNames,
      buckets: BOUNDS,
      registers: [theirs],
    });
    for (const [method, route] of [
      ['GET', '/a/:b'],
      ['POST', '/"quoted"\\'],
    ] as const) {
      for (const seconds of [0, 0.001, 0.0011, 0.1, 0.5, 1, 1.5, 3600]) {
        own.of(method, route).observe(seconds);
        original.labels(method, route).observe(seconds);
      }
    }
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });

  it('without labels is there from the start, empty', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    new DurationHistogram(ours, 'b_seconds', 'B.', BOUNDS, []).of();
    new Histogram({ name: 'b_seconds', help: 'B.', buckets: BOUNDS, registers: [theirs] });
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });

  it('counts an observation in the buckets from its own on', async () => {
    const registry = new Registry();
    new DurationHistogram(registry, 'c_seconds', 'C.', [1, 2], []).of().observe(1.5);
    expect((await registry.metrics()).split('\n').filter((line) => line.startsWith('c_'))).toEqual([
      'c_seconds_bucket{le="1"} 0',
      'c_seconds_bucket{le="2"} 1',
      'c_seconds_bucket{le="+Inf"} 1',
      'c_seconds_sum 1.5',
      'c_seconds_count 1',
    ]);
  });
});
