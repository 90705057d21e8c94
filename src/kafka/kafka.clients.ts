import { type CredentialChange, type Credentials, FixedCredentials } from '../config/credentials/credentials.js';
import { namesFile } from '../config/credentials/watched-file.js';
import type { Settings } from '../config/settings.js';
import type { Log } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { AclsClient } from './acls.client.js';
import type { AdminClient } from './admin.client.js';
import type { ConfigsClient } from './configs.client.js';
import type { ConsumerClientFactory } from './consumer.client.js';
import { EmbeddedAclsClient } from './embedded/embedded-acls.js';
import { EmbeddedAdminClient } from './embedded/embedded-admin.js';
import { EmbeddedConfigsClient } from './embedded/embedded-configs.js';
import { EmbeddedGroupsClient } from './embedded/embedded-groups.js';
import { EmbeddedKafka } from './embedded/embedded-kafka.js';
import { EmbeddedPartitionsClient } from './embedded/embedded-partitions.js';
import { EmbeddedProducerClient } from './embedded/embedded-producer.js';
import { EmbeddedScramClient } from './embedded/embedded-scram.js';
import type { GroupsClient } from './groups.client.js';
import { LibrdkafkaAclsClient } from './librdkafka/acls.js';
import { LibrdkafkaAdminClient } from './librdkafka/admin.js';
import { AdminHandles } from './librdkafka/admin-handles.js';
import { tuneAllocator } from './librdkafka/allocator.js';
import { ClientProperties, type Kind } from './librdkafka/client-properties.js';
import { LibrdkafkaConfigsClient } from './librdkafka/configs.js';
import { LibrdkafkaConsumerClientFactory } from './librdkafka/consumer-factory.js';
import { requireFeatures } from './librdkafka/features.js';
import { LibrdkafkaGroupsClient } from './librdkafka/groups.js';
import type { Properties } from './librdkafka/handle.js';
import { LibrdkafkaPartitionsClient } from './librdkafka/partitions.js';
import { LibrdkafkaProducerClient } from './librdkafka/producer.js';
import { LibrdkafkaReaderClient } from './librdkafka/reader.js';
import { LibrdkafkaScramClient } from './librdkafka/scram.js';
import type { PartitionsClient } from './partitions.client.js';
import type { ProducerClient } from './producer.client.js';
import { ProtocolAcls } from './protocol/acls.js';
import { ProtocolDefaultBrokerConfigs } from './protocol/default-broker-configs.js';
import { ProtocolDoor } from './protocol/protocol-door.js';
import { ProtocolReassignments } from './protocol/reassignments.js';
import { ProtocolScramUsers } from './protocol/scram-users.js';
import type { ReaderClient } from './reader.client.js';
import type { ScramClient } from './scram.client.js';

/**
 * The clients of one process, opened at first use and closed together. Opening never waits for a broker: a cluster that is
 * down at start is met like one that goes down later.
 */
export class KafkaClients {
  private embedded: EmbeddedKafka | null = null;
  private readonly clientProperties: ClientProperties;
  private producerClient: LibrdkafkaProducerClient | null = null;
  private sharedHandles: AdminHandles | null = null;
  private door: ProtocolDoor | null = null;
  private adminClient: AdminClient | null = null;
  private partitionsClient: PartitionsClient | null = null;
  private readerClient: LibrdkafkaReaderClient | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly log: Log,
    private readonly metrics: Metrics,
    credentials: Credentials = new FixedCredentials(),
  ) {
    requireFeatures();
    tuneAllocator();
    this.clientProperties = new ClientProperties(settings.kafka);
    if (settings.kafka.embedded) this.embedded = EmbeddedKafka.start(log);
    else credentials.onChange('kafka', (change) => this.useCredentials(change));
  }

  get producer(): ProducerClient {
    const statistics = { 'statistics.interval.ms': String(this.settings.management.statisticsIntervalMs) };
    const properties = { ...statistics, ...this.properties('producer') };
    const log = this.log.child({ client: 'producer' });
    this.producerClient ??= this.embedded
      ? new EmbeddedProducerClient(this.embedded, properties, log)
      : new LibrdkafkaProducerClient(
          properties,
          log,
          (values) => this.metrics.kafka.producer(values),
          () => this.metrics.refusals.recordRefused(),
        );
    return this.producerClient;
  }

  get admin(): AdminClient {
    this.adminClient ??= this.embedded
      ? new EmbeddedAdminClient(this.embedded, this.adminHandles, this.properties('admin'), this.log)
      : new LibrdkafkaAdminClient(this.adminHandles);
    return this.adminClient;
  }

  get partitions(): PartitionsClient {
    this.partitionsClient ??= this.embedded
      ? new EmbeddedPartitionsClient(this.admin)
      : new LibrdkafkaPartitionsClient(this.adminHandles, new ProtocolReassignments(this.protocolDoor));
    return this.partitionsClient;
  }

  configs(): ConfigsClient {
    if (this.embedded) return new EmbeddedConfigsClient();
    return new LibrdkafkaConfigsClient(this.adminHandles, new ProtocolDefaultBrokerConfigs(this.protocolDoor));
  }

  acls(): AclsClient {
    if (this.embedded) return new EmbeddedAclsClient();
    return new LibrdkafkaAclsClient(this.adminHandles, new ProtocolAcls(this.protocolDoor));
  }

  scram(): ScramClient {
    if (this.embedded) return new EmbeddedScramClient();
    return new LibrdkafkaScramClient(this.adminHandles, new ProtocolScramUsers(this.protocolDoor));
  }

  groups(): GroupsClient {
    if (this.embedded) return new EmbeddedGroupsClient();
    return new LibrdkafkaGroupsClient(this.adminHandles);
  }

  consumers(): ConsumerClientFactory {
    return new LibrdkafkaConsumerClientFactory(
      this.properties('consumer'),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'consumer' }),
    );
  }

  get reader(): ReaderClient {
    this.readerClient ??= new LibrdkafkaReaderClient(
      this.properties('consumer'),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'reader' }),
    );
    return this.readerClient;
  }

  /** Of all clients of the admin plane. */
  private get adminHandles(): AdminHandles {
    this.sharedHandles ??= new AdminHandles(
      this.properties('admin'),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'admin' }),
    );
    return this.sharedHandles;
  }

  /** For what librdkafka has no call for. */
  private get protocolDoor(): ProtocolDoor {
    this.door ??= new ProtocolDoor(
      this.properties('admin'),
      this.settings.kafka.requestTimeoutMs,
      this.log.child({ client: 'admin' }),
    );
    return this.door;
  }

  /**
   * Names and passwords reach the open handles. For anything else, which librdkafka reads once, new handles take their
   * place; consumers of instances keep theirs, since another one would make their group rebalance.
   */
  private async useCredentials({ settings: { kafka }, changed }: CredentialChange): Promise<void> {
    const files = changed.filter(namesFile);
    const filesChanged = (kind: Kind): boolean =>
      files.some((name) => /^client\./.test(name) || name.startsWith(`${kind}.`));
    const behind = await this.clientProperties.use(kafka, filesChanged);
    if (behind.includes('producer')) this.producerClient?.renew();
    if (behind.includes('consumer')) this.readerClient?.renew();
    if (behind.includes('admin')) this.sharedHandles?.renew();
    this.door?.use(kafka.admin);
  }

  private properties(kind: Kind): Properties {
    const configured = this.clientProperties.of(kind);
    return this.embedded ? { ...configured, 'bootstrap.servers': this.embedded.bootstrapServers } : configured;
  }

  /** Flushes the producer, then closes the rest. */
  async close(): Promise<void> {
    await this.producerClient?.close(this.settings.http.shutdownTimeoutMs);
    await this.readerClient?.close();
    await this.adminClient?.close();
    await this.sharedHandles?.close();
    await this.door?.close();
    await this.embedded?.close();
  }
}
