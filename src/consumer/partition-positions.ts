import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';

/**
 * Where one assigned partition stands. A seek, revocation or new assignment retires the object: whatever still refers to
 * it (fetched records, a response on its way) is stale from then on.
 */
export class Position implements TopicPartition {
  current = true;
  /** `next` lies behind a delivered record or was sought: a commit covers it. */
  committable = false;
  /** `next` has moved since the last commit. */
  uncommitted = false;

  constructor(
    readonly topic: string,
    readonly partition: number,
    /** Next offset to deliver; null when only Kafka knows it. */
    public next: number | null,
  ) {}

  /** The client's position is `next` now. */
  moveTo(next: number): void {
    this.next = next;
    this.committable = true;
    this.uncommitted = true;
  }
}

/** The positions of all partitions that an instance has. */
export class PartitionPositions {
  /** How many positions were retired so far. */
  retired = 0;
  private readonly topics = new Map<string, Map<number, Position>>();

  get(topic: string, partition: number): Position | undefined {
    return this.topics.get(topic)?.get(partition);
  }

  /** Ordered by topic and partition. */
  all(): Position[] {
    return [...this.topics.values()].flatMap((partitions) => [...partitions.values()]).sort(byName);
  }

  get empty(): boolean {
    return this.topics.size === 0;
  }

  /** Takes up a partition; a former position of it is retired. */
  start(topic: string, partition: number, next: number | null): Position {
    this.retire({ topic, partition });
    const position = new Position(topic, partition, next);
    let partitions = this.topics.get(topic);
    if (!partitions) this.topics.set(topic, (partitions = new Map<number, Position>()));
    partitions.set(partition, position);
    return position;
  }

  /** Puts a fresh position with the same place in place of the former one. */
  renew(former: Position): Position {
    const position = this.start(former.topic, former.partition, former.next);
    position.committable = former.committable;
    position.uncommitted = former.uncommitted;
    return position;
  }

  retire({ topic, partition }: TopicPartition): void {
    const partitions = this.topics.get(topic);
    const position = partitions?.get(partition);
    if (!partitions || !position) return;
    position.current = false;
    this.retired++;
    partitions.delete(partition);
    if (partitions.size === 0) this.topics.delete(topic);
  }
}

/** What a commit of these positions stores. */
export function offsetsOf(positions: readonly Position[]): TopicPartitionOffset[] {
  return positions.flatMap(({ topic, partition, next, committable }) =>
    committable && next !== null ? [{ topic, partition, offset: next }] : [],
  );
}

function byName(a: TopicPartition, b: TopicPartition): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition;
}

/** One entry per partition, the last one named; in the order in which partitions were named first. */
export function distinct<T extends TopicPartition>(entries: readonly T[]): T[] {
  const last = new Map<string, T>();
  for (const entry of entries) last.set(`${entry.partition}:${entry.topic}`, entry);
  return [...last.values()];
}
