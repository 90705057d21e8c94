import type { TopicPartition, TopicPartitionOffset } from '../kafka/record.js';

/**
 * Where one assigned partition stands. A seek, revocation or new assignment retires the object: whatever still refers to
 * it (fetched records, a response on its way) is stale from then on. A suspended one waits for the group to give the
 * partition back, and what refers to it is not stale.
 */
export class Position implements TopicPartition {
  current = true;
  /** `next` lies behind a delivered record or was sought: a commit covers it. */
  committable = false;
  /** `next` has moved since the last commit. */
  uncommitted = false;
  /** Behind the last record that was taken from the client, delivered or not; null when none was. */
  fetched: number | null = null;

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
  private readonly suspended: Position[] = [];

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
    this.put(position);
    return position;
  }

  /** Puts a fresh position with the same place in place of the former one. */
  renew(former: Position): Position {
    const position = this.start(former.topic, former.partition, former.next);
    position.committable = former.committable;
    position.uncommitted = former.uncommitted;
    return position;
  }

  retire(entry: TopicPartition): void {
    const position = this.remove(entry);
    if (position) this.end(position);
  }

  /** Takes a partition out until `resume`, or `retireSuspended`. */
  suspend(entry: TopicPartition): void {
    const position = this.remove(entry);
    if (position) this.suspended.push(position);
  }

  /** Takes up a suspended partition where it was; undefined: it is not suspended. */
  resume({ topic, partition }: TopicPartition): Position | undefined {
    const at = this.suspended.findIndex((position) => position.topic === topic && position.partition === partition);
    const [position] = at < 0 ? [] : this.suspended.splice(at, 1);
    if (position) this.put(position);
    return position;
  }

  retireSuspended(): void {
    for (const position of this.suspended.splice(0)) this.end(position);
  }

  get anySuspended(): boolean {
    return this.suspended.length > 0;
  }

  private put(position: Position): void {
    let partitions = this.topics.get(position.topic);
    if (!partitions) this.topics.set(position.topic, (partitions = new Map<number, Position>()));
    partitions.set(position.partition, position);
  }

  private remove({ topic, partition }: TopicPartition): Position | undefined {
    const partitions = this.topics.get(topic);
    const position = partitions?.get(partition);
    partitions?.delete(partition);
    if (partitions?.size === 0) this.topics.delete(topic);
    return position;
  }

  private end(position: Position): void {
    position.current = false;
    this.retired++;
  }
}

/** What a commit of these positions stores. */
export function offsetsOf(positions: readonly Position[]): TopicPartitionOffset[] {
  return positions.flatMap(({ topic, partition, next, committable }) =>
    committable && next !== null ? [{ topic, partition, offset: next }] : [],
  );
}

export function byName(a: TopicPartition, b: TopicPartition): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition;
}

/** One entry per partition, the last one named; in the order in which partitions were named first. */
export function distinct<T extends TopicPartition>(entries: readonly T[]): T[] {
  const last = new Map<string, T>();
  for (const entry of entries) last.set(`${entry.partition}:${entry.topic}`, entry);
  return [...last.values()];
}
