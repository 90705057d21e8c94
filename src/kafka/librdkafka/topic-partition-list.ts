import type { TopicPartition, TopicPartitionOffset } from '../record.js';
import {
  copyBytes,
  declare,
  malloc,
  memcpy,
  type Pointer,
  readInt,
  readInt64,
  readPointer,
  readString,
} from './library.js';

const listNew = declare('topic_partition_list_new', 'pointer', 'int');
const listDestroy = declare('topic_partition_list_destroy', 'void', 'pointer');
const listAdd = declare('topic_partition_list_add', 'pointer', 'pointer', 'string', 'int');

// rd_kafka_topic_partition_t, 64 bit: topic 0, partition i32 8, offset i64 16, metadata 24, metadata_size 32, opaque 40, err i32 48
const ENTRY_SIZE = 64;
const ENTRY_TOPIC = 0;
const ENTRY_PARTITION = 8;
const ENTRY_OFFSET = 16;
const ENTRY_METADATA = 24;
const ENTRY_METADATA_SIZE = 32;
const ENTRY_ERROR = 48;
// rd_kafka_topic_partition_list_t: cnt i32 0, size i32 4, elems 8
const LIST_COUNT = 0;
const LIST_ENTRIES = 8;

/** RD_KAFKA_OFFSET_INVALID: "no offset given", which an assignment takes as "the stored one". */
const OFFSET_INVALID = -1001;

export interface ListedPartition extends TopicPartitionOffset {
  metadata: string | null;
  /** librdkafka or Kafka error code; 0: none. */
  error: number;
}

/** Runs `use` with a `rd_kafka_topic_partition_list_t *` of these entries and frees it afterwards: librdkafka copies what it needs. */
export function withPartitionList<T>(
  entries: readonly (TopicPartition & Partial<TopicPartitionOffset>)[],
  use: (list: bigint) => T,
): T {
  const list = listNew(entries.length);
  if (!list) throw new Error('out of memory');
  const cell = Buffer.alloc(8);
  try {
    for (const entry of entries) {
      const element = listAdd(list, entry.topic, entry.partition);
      if (!element) throw new Error('out of memory');
      cell.writeBigInt64LE(BigInt(entry.offset ?? OFFSET_INVALID));
      memcpy(element + BigInt(ENTRY_OFFSET), cell, 8);
      if (entry.metadata) setMetadata(element, entry.metadata, cell);
    }
    return use(list);
  } finally {
    listDestroy(list);
  }
}

/** The list frees its metadata with free(3): it must come from malloc(3). */
function setMetadata(element: bigint, metadata: string, cell: Buffer): void {
  const bytes = Buffer.from(metadata);
  const copy = malloc(bytes.length);
  if (!copy) throw new Error('out of memory');
  memcpy(copy, bytes, bytes.length);
  cell.writeBigUInt64LE(copy);
  memcpy(element + BigInt(ENTRY_METADATA), cell, 8);
  cell.writeBigUInt64LE(BigInt(bytes.length));
  memcpy(element + BigInt(ENTRY_METADATA_SIZE), cell, 8);
}

/** The entry at `element` (a `rd_kafka_topic_partition_t *`). */
export function readPartition(element: bigint): ListedPartition {
  const size = readInt64(element, ENTRY_METADATA_SIZE);
  const metadata = readPointer(element, ENTRY_METADATA);
  return {
    topic: readString(element, ENTRY_TOPIC) ?? '',
    partition: readInt(element, ENTRY_PARTITION),
    offset: readInt64(element, ENTRY_OFFSET),
    metadata: metadata ? copyBytes(metadata, size).toString() : null,
    error: readInt(element, ENTRY_ERROR),
  };
}

/** All entries of a `rd_kafka_topic_partition_list_t *`; NULL is empty. */
export function readPartitionList(list: Pointer): ListedPartition[] {
  if (!list) return [];
  const count = readInt(list, LIST_COUNT);
  const first = readPointer(list, LIST_ENTRIES);
  const entries: ListedPartition[] = [];
  for (let i = 0; first && i < count; i++) entries.push(readPartition(first + BigInt(ENTRY_SIZE * i)));
  return entries;
}
