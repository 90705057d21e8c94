import type { Settings } from '../config/settings.js';
import type { Log } from '../logging/logger.js';
import type { AdminClient } from './admin.client.js';
import type { ConsumerClientFactory } from './consumer.client.js';
import { EmbeddedAdminClient } from './embedded/embedded-admin.js';
import { EmbeddedKafka } from './embedded/embedded-kafka.js';
import { EmbeddedProducerClient } from './embedded/embedded-producer.js';
import { LibrdkafkaAdminClient } from './librdkafka/admin.js';
import { AdminHandles } from './librdkafka/admin-handles.js';
import { tuneAllocator } from './librdkafka/allocator.js';
import { LibrdkafkaConsumerClientFactory } from './librdkafka/consumer-factory.js';
import { requireFeatures } from './librdkafka/features.js';
import type { Properties } from './librdkafka/handle.js';
import { LibrdkafkaProducerClient } from './librdkafka/producer.js';
import { LibrdkafkaReaderClient } from './librdkafka/reader.js';
import type { ProducerClient } from './producer.client.js';
import type { ReaderClient } from './reader.client.js';

/**
 * The clients of one process, opened at first use and closed together. Opening never waits for a broker: a cluster that is
 * down at start is met like one that goes down later.
 */
export class KafkaClients {
  private embedded: EmbeddedKafka | null = null;
  private producerClient: ProducerClient | null = null;
  private sharedHandles: AdminHandles | null = null;
  private adminClient: AdminClient | null = null;
  private readerClient: ReaderClient | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly log: Log,
  ) {
    requireFeatures();
    tuneAllocator();
    if (settings.kafka.embedded) this.embedded = EmbeddedKafka.start(log);
  }

  get producer(): ProducerClient {
    const properties = this.properties(this.settings.kafka.producer);
    const log = this.log.child({ client: 'producer' });
    this.producerClient ??= this.embedded
      ? new EmbeddedProducerClient(this.embedded, properties, log)
      : new LibrdkafkaProducerClient(properties, log);
    return this.producerClient;
  }

  get admin(): AdminClient {
    this.adminClient ??= this.embedded
      ? new EmbeddedAdminClient(this.embedded, this.adminHandles, this.properties(this.settings.kafka.admin), this.log)
      : new LibrdkafkaAdminClient(this.adminHandles);
    return this.adminClient;
  }

  consumers(): ConsumerClientFactory {
    return new LibrdkafkaConsumerClientFactory(
      this.properties(this.settings.kafka.consumer),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'consumer' }),
    );
  }

  get reader(): ReaderClient {
    this.readerClient ??= new LibrdkafkaReaderClient(
      this.properties(this.settings.kafka.consumer),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'reader' }),
    );
    return this.readerClient;
  }

  /** Of all clients of the admin plane. */
  private get adminHandles(): AdminHandles {
    this.sharedHandles ??= new AdminHandles(
      this.properties(this.settings.kafka.admin),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'admin' }),
    );
    return this.sharedHandles;
  }

  private properties(configured: Properties): Properties {
    return this.embedded ? { ...configured, 'bootstrap.servers': this.embedded.bootstrapServers } : configured;
  }

  /** Flushes the producer, then closes the rest. */
  async close(): Promise<void> {
    await this.producerClient?.close(this.settings.http.shutdownTimeoutMs);
    await this.readerClient?.close();
    await this.adminClient?.close();
    await this.sharedHandles?.close();
    await this.embedded?.close();
  }
}
