import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/log.js';
import type { ConfigEntry, NewTopic, OffsetSpec, Outcome } from '../admin.client.js';
import { LibrdkafkaAdminClient } from '../librdkafka/admin.js';
import type { AdminHandles } from '../librdkafka/admin-handles.js';
import { LibrdkafkaConsumerClientFactory } from '../librdkafka/consumer-factory.js';
import type { Properties } from '../librdkafka/handle.js';
import type { TopicPartition } from '../record.js';
import { BROKERS, type EmbeddedKafka } from './embedded-kafka.js';
import { offsetAtTime } from './offset-at-time.js';

const BROKER_CONFIGS: ReadonlyMap<string, string> = new Map([['auto.create.topics.enable', 'true']]);

/** The admin plane of the embedded Kafka: what the mock brokers cannot do is done beside them, or refused in plain words. */
export class EmbeddedAdminClient extends LibrdkafkaAdminClient {
  private readonly readers: LibrdkafkaConsumerClientFactory;
  private readonly timeoutMs: number;

  constructor(
    private readonly kafka: EmbeddedKafka,
    handles: AdminHandles,
    properties: Properties,
    log: Log,
  ) {
    super(handles);
    this.timeoutMs = handles.requestTimeoutMs;
    this.readers = new LibrdkafkaConsumerClientFactory(properties, this.timeoutMs, log);
  }

  /** Topics have no settings here. */
  override async describeTopicConfigs(topic: string): Promise<ConfigEntry[]> {
    const [outcome] = await this.describeTopics([topic]);
    if (outcome?.error) throw outcome.error;
    return [];
  }

  override async describeBrokerConfig(name: string): Promise<string | null> {
    return BROKER_CONFIGS.get(name) ?? null;
  }

  /** They stand nowhere. */
  override async describeRacks(brokerIds: readonly number[]): Promise<Map<number, string | null>> {
    return new Map(brokerIds.map((id) => [id, null]));
  }

  override async createTopics(topics: readonly NewTopic[]): Promise<Outcome<void>[]> {
    return Promise.all(topics.map((topic) => this.createTopic(topic)));
  }

  override async deleteTopics(names: readonly string[]): Promise<Outcome<void>[]> {
    return names.map(() => ({ error: unsupported('Deleting topics') }));
  }

  /** The mock brokers know no times: the partition is read instead. */
  override async listOffsets(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]> {
    if (typeof spec !== 'object') return super.listOffsets(partitions, spec);
    const beginnings = await super.listOffsets(partitions, 'earliest');
    const ends = await super.listOffsets(partitions, 'latest');
    return Promise.all(
      partitions.map(async (partition, index) => {
        const begin = beginnings[index];
        const end = ends[index];
        if (begin?.value === undefined || end?.value === undefined) return begin?.error ? begin : end!;
        const range = { ...partition, begin: begin.value, end: end.value };
        return { value: await offsetAtTime(this.readers, range, spec.timestampMs, this.timeoutMs) };
      }),
    );
  }

  private async createTopic({ name, partitions, replicationFactor, configs }: NewTopic): Promise<Outcome<void>> {
    if (Object.keys(configs ?? {}).length > 0) return { error: unsupported('Settings of topics') };
    if (partitions === 0 || replicationFactor === 0) return { error: refused(name, 'needs a partition and a replica') };
    if (replicationFactor > BROKERS) return { error: refused(name, `cannot have more than ${BROKERS} replicas`) };
    try {
      const created = await this.kafka.createTopic(name, Math.max(partitions, 1), Math.max(replicationFactor, 1));
      return created ? { value: undefined } : { error: refused(name, 'already exists') };
    } catch (error) {
      if (error instanceof GatewayError) return { error };
      throw error;
    }
  }
}

function unsupported(what: string): GatewayError {
  return new GatewayError('kafka-refused', `${what}: not supported by the embedded Kafka.`);
}

function refused(topic: string, why: string): GatewayError {
  return new GatewayError('kafka-refused', `Topic "${topic}" ${why}.`);
}
