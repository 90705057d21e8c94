import { Counter, Histogram, type Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Calls of the Schema Registry. */
export class RegistryMetrics {
  private readonly calls;
  private readonly seconds;

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    this.calls = new Counter({
      name: `${prefix}schema_registry_calls_total`,
      help: 'Calls of the Schema Registry: answered, or failed when no address answered in time. Cached schemas need none.',
      labelNames: ['outcome'],
      registers,
    });
    this.seconds = new Histogram({
      name: `${prefix}schema_registry_call_seconds`,
      help: 'Time of a call, all addresses together.',
      buckets: SECONDS,
      registers,
    });
  }

  called(outcome: 'answered' | 'failed', seconds: number): void {
    this.calls.inc({ outcome });
    this.seconds.observe(seconds);
  }
}
