import { Counter, type Registry } from 'prom-client';
import { DurationHistogram } from './durations.js';
import { Tally } from './tally.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Calls of the Schema Registry, and what spares them. */
export class RegistryMetrics {
  private readonly calls;
  private readonly seconds;
  private readonly lookups;

  constructor(registry: Registry, prefix: string) {
    this.calls = new Counter({
      name: `${prefix}schema_registry_calls_total`,
      help: 'Calls of the Schema Registry: answered, or failed when no address answered in time. Cached schemas need none.',
      labelNames: ['outcome'],
      registers: [registry],
    });
    this.seconds = new DurationHistogram(
      registry,
      `${prefix}schema_registry_call_seconds`,
      'Time of a call, all addresses together.',
      SECONDS,
      [],
    ).of();
    this.lookups = new Tally(
      registry,
      `${prefix}schema_registry_cache_lookups_total`,
      'Looks for what the Schema Registry has said before: a hit needs no call. By what was looked for.',
      ['cache', 'outcome'],
    );
  }

  called(outcome: 'answered' | 'failed', seconds: number): void {
    this.calls.inc({ outcome });
    this.seconds.observe(seconds);
  }

  /** Counts the looks into one cache; what comes back is called for each of them. */
  cache(name: string): (hit: boolean) => void {
    const [hits, misses] = [this.lookups.of(name, 'hit'), this.lookups.of(name, 'miss')];
    return (hit) => {
      if (hit) hits.value++;
      else misses.value++;
    };
  }
}
