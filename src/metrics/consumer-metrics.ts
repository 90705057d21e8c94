import { Counter, Gauge, type Registry } from 'prom-client';

/** Consumer instances and what they read. */
export class ConsumerMetrics {
  private readonly created;
  private readonly expired;
  private readonly delivered;
  private readonly returned;
  private readonly undecodable;
  private instances: () => number = () => 0;

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    const { current } = this;
    new Gauge({
      name: `${prefix}consumer_instances`,
      help: 'Consumer instances; each further topic of a draft instance counts as one.',
      registers,
      collect() {
        this.set(current());
      },
    });
    this.created = new Counter({
      name: `${prefix}consumer_instances_created_total`,
      help: 'Consumer instances that were created.',
      registers,
    });
    this.expired = new Counter({
      name: `${prefix}consumer_instances_expired_total`,
      help: 'Consumer instances that were closed because no request came for them.',
      registers,
    });
    this.delivered = new Counter({
      name: `${prefix}consumed_records_total`,
      help: 'Records whose answer was written completely.',
      registers,
    });
    this.returned = new Counter({
      name: `${prefix}consumer_returned_records_total`,
      help: 'Records whose answer was not: the next read answers them again.',
      registers,
    });
    this.undecodable = new Counter({
      name: `${prefix}consumer_undecodable_records_total`,
      help: 'Reads that answered that a record could not be decoded.',
      registers,
    });
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

  /** @param delivered the client has the answer */
  read(records: number, delivered: boolean): void {
    if (records > 0) (delivered ? this.delivered : this.returned).inc(records);
  }

  recordUndecodable(): void {
    this.undecodable.inc();
  }

  private readonly current = (): number => this.instances();
}
