import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/logger.js';
import { type RangeOutcome, ReaderClient, type ReadRange } from '../reader.client.js';
import type { Properties } from './handle.js';
import { ReaderLane, type TurnEnd } from './reader-lane.js';

/** Handles for reads that find records; they are opened as they are needed. Each costs two threads, and one per broker. */
const LANES = 3;
/** Reads of one lane from which another one is opened. */
const LANE_LOAD = 8;

/** Settings that make sense of a group only; without it librdkafka refuses some of them. */
const OF_GROUPS = ['group.id', 'group.instance.id', 'group.protocol', 'group.remote.assignor'];

/**
 * One handle fetches a partition for one reader at a time, and its fetches of one broker go one behind another: so little
 * is fetched ahead, nothing waits at the broker, and the end of a partition is told.
 */
const READING: Properties = {
  'enable.auto.commit': 'false',
  'enable.auto.offset.store': 'false',
  'enable.partition.eof': 'true',
  'auto.offset.reset': 'error',
  'allow.auto.create.topics': 'false',
  'queued.min.messages': '1',
  'fetch.queue.backoff.ms': '1',
  'fetch.min.bytes': '1',
  'fetch.wait.max.ms': '1',
  'fetch.error.backoff.ms': '50',
  'fetch.message.max.bytes': '131072',
  'topic.metadata.refresh.interval.ms': '30000',
  'topic.metadata.propagation.max.ms': '1000',
};

/** Long enough for the brokers' peace, short enough for a partition that joins in meanwhile. */
const WAITING: Properties = { ...READING, 'fetch.wait.max.ms': '50' };

/**
 * A few warm handles that all reads share. Reads that find nothing move to a handle of their own, so that whoever waits at
 * the end of a partition is in nobody's way.
 */
export class LibrdkafkaReaderClient extends ReaderClient {
  private readonly properties: Properties;
  private lanes: ReaderLane[] = [];
  private waitingLane: ReaderLane | null = null;
  private readonly retired = new Set<ReaderLane>();
  private closed: Promise<void> | null = null;

  /** @param requestTimeoutMs longest wait for the first answer of a broker */
  constructor(
    properties: Properties,
    private readonly requestTimeoutMs: number,
    private readonly log: Log,
  ) {
    super();
    const own: Record<string, string> = { ...properties };
    for (const name of OF_GROUPS) delete own[name];
    this.properties = own;
  }

  override async read(range: ReadRange, signal?: AbortSignal): Promise<RangeOutcome> {
    if (this.closed) throw closing();
    const begun = performance.now();
    const first = await this.laneFor(range).read(range, begun + this.requestTimeoutMs, 0, signal);
    if (!first && !signal?.aborted) throw tooBusy(range);
    if (!first || !first.atEnd) return first?.outcome ?? [];
    return this.waitAtEnd(range, begun + range.waitMs, signal);
  }

  /** Reads from now on use new handles; the old ones are freed when the reads that are there have ended. */
  renew(): void {
    const old = this.waitingLane ? [...this.lanes, this.waitingLane] : this.lanes;
    this.lanes = [];
    this.waitingLane = null;
    for (const lane of old) this.retire(lane);
  }

  override close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  private async waitAtEnd(range: ReadRange, deadline: number, signal?: AbortSignal): Promise<RangeOutcome> {
    while (performance.now() < deadline && !signal?.aborted) {
      if (this.closed) throw closing();
      this.waitingLane ??= new ReaderLane({ ...this.properties, ...WAITING }, this.requestTimeoutMs, this.log);
      const turn: TurnEnd | null = await this.waitingLane.read(range, deadline, deadline, signal);
      if (turn && !turn.atEnd) return turn.outcome;
    }
    return [];
  }

  /** Where the partition has the shortest line, and then the least is going on. */
  private laneFor(range: ReadRange): ReaderLane {
    const cost = (lane: ReaderLane): number => 1000 * lane.lineLength(range) + lane.load;
    const [best] = [...this.lanes].sort((a, b) => cost(a) - cost(b));
    if (best && (this.lanes.length === LANES || cost(best) < LANE_LOAD)) return best;
    const lane = new ReaderLane({ ...this.properties, ...READING }, this.requestTimeoutMs, this.log);
    this.lanes.push(lane);
    return lane;
  }

  private retire(lane: ReaderLane): void {
    this.retired.add(lane);
    lane
      .idle()
      .then(() => lane.close(closing()))
      .catch((error: unknown) => this.log.error({ error }, 'reader: an old client could not be closed'))
      .finally(() => this.retired.delete(lane));
  }

  private async closeOnce(): Promise<void> {
    const lanes = [...this.lanes, ...this.retired];
    if (this.waitingLane) lanes.push(this.waitingLane);
    await Promise.all(lanes.map((lane) => lane.close(closing())));
  }
}

function closing(): GatewayError {
  return new GatewayError('shutting-down', 'The gateway is shutting down.');
}

function tooBusy({ topic, partition }: ReadRange): GatewayError {
  return new GatewayError(
    'kafka-retriable',
    `Partition ${partition} of topic "${topic}" has more readers than it can serve at the moment.`,
  );
}
