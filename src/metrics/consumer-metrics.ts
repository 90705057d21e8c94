import { Counter, Gauge, type Registry } from 'prom-client';
import { LagMetrics } from './lag-metrics.js';
import { type Count, Tally } from './tally.js';

/** What a group does to an instance; `lost`: others have its partitions already. */
export type Rebalance = 'assigned' | 'revoked' | 'lost';

/** Consumer instances and what they read. */
export class ConsumerMetrics {
  readonly lag;
  private readonly created;
  private readonly expired;
  private readonly rebalances: Readonly<Record<Rebalance, Count>>;
  private readonly returned;
  private readonly undecodable;
  private instances: () => number = () => 0;

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    const { current } = this;
    const counter = (name: string, help: string): Counter => new Counter({ name: prefix + name, help, registers });
    new Gauge({
      name: `${prefix}consumer_instances`,
      help: 'Consumer instances; each further topic of a draft instance counts as one.',
      registers,
      collect() {
        this.set(current());
      },
    });
    this.created = counter('consumer_instances_created_total', 'Consumer instances that were created.');
    this.expired = counter(
      'consumer_instances_expired_total',
      'Consumer instances that were closed because no request came for them.',
    );
    const rebalances = new Tally(
      registry,
      `${prefix}consumer_rebalances_total`,
      'Times that a group gave an instance partitions (assigned), took them away (revoked), or had given them to others (lost).',
      ['event'],
    );
    this.rebalances = {
      assigned: rebalances.of('assigned'),
      revoked: rebalances.of('revoked'),
      lost: rebalances.of('lost'),
    };
    this.returned = counter(
      'consumer_returned_records_total',
      'Records whose answer was not written completely: the next read answers them again.',
    );
    this.undecodable = counter(
      'consumer_undecodable_records_total',
      'Reads that answered that a record could not be decoded.',
    );
    this.lag = new LagMetrics(registry, prefix);
  }

  /** @param instances tells how many there are */
  watch(instances: () => number): void {
    this.instances = instances;
  }

  instanceCreated(): void {
    this.created.inc();
  }

  instanceExpired(): void {
    this.expired.inc();
  }

  rebalanced(event: Rebalance): void {
    this.rebalances[event].value++;
  }

  recordsReturned(records: number): void {
    this.returned.inc(records);
  }

  recordUndecodable(): void {
    this.undecodable.inc();
  }

  private readonly current = (): number => this.instances();
}
