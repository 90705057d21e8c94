import type { Registry } from 'prom-client';
import { type Count, Tally } from './tally.js';

/** What found no room. Quotas of Kafka are errors like others: `http_errors_total` has them as 429. */
export class RefusalMetrics {
  private readonly instances: Count;
  private readonly records: Count;

  constructor(registry: Registry, prefix: string) {
    const refused = new Tally(
      registry,
      `${prefix}refused_total`,
      'What found no room: consumer_instances, of which there are as many as may be; producer_queue, records that found it full.',
      ['reason'],
    );
    this.instances = refused.of('consumer_instances');
    this.records = refused.of('producer_queue');
  }

  instanceRefused(): void {
    this.instances.value++;
  }

  recordRefused(): void {
    this.records.value++;
  }
}
