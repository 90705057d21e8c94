import type { GatewayError } from '../errors/gateway-error.js';
import type { RecordBatch, TopicPartition, TopicPartitionOffset } from './record.js';

/** Start where the group's commit is, else where `auto.offset.reset` says. */
export const OFFSET_STORED = -1000;

export interface ConsumerOptions {
  groupId: string;
  /** librdkafka consumer properties of this instance (`auto.offset.reset` …); they win over the configured ones. */
  properties: Readonly<Record<string, string>>;
}

/** Called on the JS thread, never from inside a call to the client. */
export interface ConsumerListener {
  /** Edge: records may be waiting after a `poll` that returned null. Poll until null again. */
  onReadable(): void;
  /** Partitions were added by the group; fetching starts when the call returns. */
  onAssigned(partitions: readonly TopicPartition[]): void;
  /**
   * Partitions are being taken away; they are gone when the call returns. A `commit` made inside this call is sent under
   * the old generation, before the partitions are given up. `lost`: they are another member's already, do not commit.
   */
  onRevoked(partitions: readonly TopicPartition[], lost: boolean): void;
  /** Something that a later read should know of: authorization, fatal errors. Retriable trouble is only logged. */
  onError(error: GatewayError): void;
}

/**
 * One member of a group (or one reader of assigned partitions). Nothing here blocks. Fetching goes on in the background
 * into a queue bounded by `queued.max.messages.kbytes`; membership does not depend on calls to `poll`.
 */
export abstract class ConsumerClient {
  /** Joins the group (again) with this list of topic names. Empty list: unsubscribe. */
  abstract subscribe(topics: readonly string[]): void;
  /** Leaves the group and drops any assignment. */
  abstract unsubscribe(): void;
  /** Manual assignment; replaces the former one. `offset` may be `OFFSET_STORED`. No group membership. */
  abstract assign(positions: readonly TopicPartitionOffset[]): void;
  /** Continues assigned partitions at these offsets; whatever was fetched before is dropped. Partitions that are not assigned are ignored. */
  abstract seek(positions: readonly TopicPartitionOffset[]): void;
  /** Takes up to `maxRecords` fetched records, or null when none is waiting. `extras`: timestamps and headers too. */
  abstract poll(maxRecords: number, extras: boolean): RecordBatch | null;
  /** Offset behind the last record of a partition, as of the last fetch; null: nothing was fetched of it yet. Kafka is not asked. */
  abstract endOf(topic: string, partition: number): number | null;
  /** Commits these offsets (next offset to read), acknowledged by the broker. Rejects with `GatewayError`. */
  abstract commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  /** Leaves the group and frees everything. Settles pending commits first. Idempotent; what is asked for behind it has no effect. */
  abstract close(): Promise<void>;
}

/** Opens consumers. Injection token. Throws `GatewayError` (`consumer-config-refused`) when librdkafka refuses a property. */
export abstract class ConsumerClientFactory {
  abstract open(options: ConsumerOptions, listener: ConsumerListener): ConsumerClient;
}
