import type { ConsumerSettings } from '../../src/config/settings.js';
import { ConsumerService, type InstanceRef, type ReadOptions } from '../../src/consumer/consumer.service.js';
import type { Delivery } from '../../src/consumer/delivery.js';
import { PartitionOffsets } from '../../src/consumer/partition-offsets.js';
import { SchemaDecoder } from '../../src/consumer/schema-decoder.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { SchemaCodecs } from '../../src/formats/schema-codecs.js';
import { SchemaRegistryService } from '../../src/schema-registry/schema-registry.service.js';
import { FakeAdminClient } from './fakes/admin.fake.js';
import { FakeConsumerClientFactory } from './fakes/consumer.fake.js';
import { FakeSchemaRegistryClient } from './fakes/schema-registry.fake.js';
import { RecordedLog } from './recorded-log.js';
import { testSettings } from './test-settings.js';

/** The consumer service over working fakes, with a topic t of one partition that holds 1, 2, 3 and 4. */
export class ConsumerServiceUnderTest {
  readonly admin = new FakeAdminClient();
  readonly kafka = new FakeConsumerClientFactory(this.admin);
  readonly log = new RecordedLog();
  readonly registry = new FakeSchemaRegistryClient();
  readonly service: ConsumerService;

  constructor(consumers: Partial<ConsumerSettings> = {}) {
    const settings = testSettings({
      consumers: { requestTimeoutMs: 100, ...consumers },
      schemaRegistry: { servers: [{ url: 'http://registry.test:8081', authorization: null }] },
    });
    const metrics = new Metrics();
    const codecs = new SchemaCodecs(new SchemaRegistryService(this.registry, settings, metrics), settings);
    this.service = new ConsumerService(
      this.kafka,
      this.admin,
      new PartitionOffsets(this.admin),
      new SchemaDecoder(codecs),
      settings,
      this.log,
      metrics,
    );
    this.kafka.append('t', { value: '1' }, { value: '2' }, { value: '3' }, { value: '4' });
  }

  /** An instance of group g that is subscribed to t and reads it from the beginning. */
  async reading(name = 'i', options: { autoCommit?: boolean; fetchMinBytes?: number } = {}): Promise<InstanceRef> {
    this.service.create('g', { name, format: 'json', offsetReset: 'earliest', ...options });
    await this.service.subscribe({ group: 'g', name }, ['t']);
    return { group: 'g', name };
  }

  /** A delivery that the test settles. */
  async take(ref: InstanceRef, options: ReadOptions = {}): Promise<Delivery> {
    const delivery = await this.service.read(ref, options);
    if (!delivery) throw new Error('the read was aborted');
    return delivery;
  }

  /** The values of records that were delivered. */
  async read(ref: InstanceRef, options: ReadOptions = {}): Promise<string[]> {
    const delivery = await this.take(ref, options);
    delivery.delivered();
    return valuesOf(delivery);
  }

  close(): Promise<void> {
    return this.service.beforeApplicationShutdown();
  }
}

export function valuesOf({ slices }: Delivery): string[] {
  return slices.flatMap(({ batch, from, to }) =>
    Array.from({ length: to - from }, (_, i) => {
      const at = batch.valueStart[from + i]!;
      return batch.bytes.toString('utf8', at, at + batch.valueLength[from + i]!);
    }),
  );
}

/** Looks again until it holds; the test's own limit ends what never does. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
