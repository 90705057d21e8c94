import { LinkedSet } from '../../collections/linked-set.js';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/logger.js';
import type { RangeOutcome, ReadRange } from '../reader.client.js';
import type { TopicPartition } from '../record.js';
import { gatewayError, KafkaCode } from './errors.js';
import { drainEvents, type EventHandlers } from './events.js';
import { destroyHandle, openHandle, type Properties } from './handle.js';
import { declare, type Pointer } from './library.js';
import { RangeFetch } from './reader-fetch.js';
import { ReaderLine } from './reader-line.js';
import { requestMetadata } from './metadata-request.js';
import { onWake } from './wake-pipe.js';

const topicNew = declare('topic_new', 'pointer', 'pointer', 'string', 'pointer');
const topicDestroy = declare('topic_destroy', 'void', 'pointer');
const queueGetMain = declare('queue_get_main', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');
const lastError = declare('last_error', 'int');

/** How long a broker is given for its first answer while none can be reached. */
const DOWN_ANSWER_MS = 1000;

/** How one turn at a partition ends. */
export interface TurnEnd {
  outcome: RangeOutcome;
  /** The end of the partition was reached without a record. */
  atEnd: boolean;
}

/** One warm librdkafka handle: it fetches many partitions at a time, each for one reader at a time. */
export class ReaderLane {
  /** Reads here, those in line included. */
  load = 0;
  private readonly handle: bigint;
  private readonly events: Pointer;
  private readonly stopWaking: () => void;
  private readonly topics = new Map<string, bigint>();
  private readonly lines = new Map<string, ReaderLine>();
  private readonly turns = new LinkedSet<() => void>();
  private readonly stops = new LinkedSet<Promise<void>>();
  private failure: GatewayError | null = null;
  private closed: Promise<void> | null = null;
  private onIdle: (() => void) | null = null;
  /** No broker could be reached when last heard of. */
  private down = false;

  constructor(
    properties: Properties,
    private readonly answerMs: number,
    log: Log,
  ) {
    this.handle = openHandle('consumer', properties, 0);
    this.events = queueGetMain(this.handle);
    const handlers: EventHandlers = {
      log,
      onEvent: () => undefined,
      onError: (code) => {
        if (code !== KafkaCode.ALL_BROKERS_DOWN) return;
        this.down = true;
        for (const look of this.turns.values()) look();
      },
    };
    this.stopWaking = onWake(this.events, () => drainEvents(this.events, handlers));
  }

  /** How many are in line for a partition. */
  lineLength(place: TopicPartition): number {
    return this.lines.get(keyOf(place))?.length ?? 0;
  }

  /**
   * Waits for a turn and fetches: what there is, or, until `deadline` (monotonic, ms), what comes. Whoever waits at the
   * end leaves the turn to others that want it. Null: the turn did not come by `turnBy`.
   */
  async read(range: ReadRange, turnBy: number, deadline: number, signal?: AbortSignal): Promise<TurnEnd | null> {
    const key = keyOf(range);
    let line = this.lines.get(key);
    if (!line) this.lines.set(key, (line = new ReaderLine()));
    this.load++;
    try {
      if (!(await line.take(turnBy - performance.now(), signal))) return null;
      return await this.fetch(range, line, deadline, signal);
    } finally {
      this.load--;
      if (this.load === 0) this.onIdle?.();
    }
  }

  /** Resolves when nobody reads here any more. One waits at a time. */
  async idle(): Promise<void> {
    if (this.load > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
  }

  /** Ends reads with this error and frees everything. Idempotent. */
  close(failure: GatewayError): Promise<void> {
    this.closed ??= this.closeOnce(failure);
    return this.closed;
  }

  private async closeOnce(failure: GatewayError): Promise<void> {
    this.failure = failure;
    for (const look of this.turns.values()) look();
    while (this.stops.size > 0 || this.load > 0) {
      await Promise.all(this.stops.values());
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const topic of this.topics.values()) topicDestroy(topic);
    this.stopWaking();
    queueDestroy(this.events);
    await destroyHandle(this.handle);
  }

  private async fetch(range: ReadRange, line: ReaderLine, deadline: number, signal?: AbortSignal): Promise<TurnEnd> {
    const { promise: over, resolve: end } = Promise.withResolvers<void>();
    const wasDown = this.down;
    const answerBy = performance.now() + (wasDown ? Math.min(DOWN_ANSWER_MS, this.answerMs) : this.answerMs);
    let fetch: RangeFetch | null = null;
    let timer: NodeJS.Timeout | undefined;
    const isOver = (current: RangeFetch): boolean => {
      if (current.complete || signal?.aborted || this.failure) return true;
      const now = performance.now();
      return current.atEnd ? now >= deadline || line.contended : now >= answerBy || (this.down && !wasDown);
    };
    const look = (): void => {
      if (!fetch) return;
      clearTimeout(timer);
      if (isOver(fetch)) end();
      else timer = setTimeout(look, (fetch.atEnd ? deadline : answerBy) - performance.now());
    };
    const turn = this.turns.add(look);
    line.onArrival = look;
    signal?.addEventListener('abort', look);
    try {
      if (this.failure) throw this.failure;
      fetch = new RangeFetch(this.handle, this.topicOf(range.topic), range, () => {
        if (fetch?.answered) this.down = false;
        look();
      });
      look();
      await over;
      return await this.endOf(fetch, range, signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', look);
      line.onArrival = () => undefined;
      this.turns.delete(turn);
      this.giveBack(range, line, fetch);
    }
  }

  /** The turn goes on when librdkafka has let go of the partition; the read need not wait for it. */
  private giveBack(range: ReadRange, line: ReaderLine, fetch: RangeFetch | null): void {
    const stop = (fetch?.stop() ?? Promise.resolve()).then(() => {
      this.stops.delete(member);
      line.release();
      if (line.length === 0) this.lines.delete(keyOf(range));
    });
    const member = this.stops.add(stop);
  }

  private async endOf(fetch: RangeFetch, range: ReadRange, signal?: AbortSignal): Promise<TurnEnd> {
    if (fetch.batches.length > 0) return { outcome: fetch.batches, atEnd: false };
    if (fetch.error) throw fetch.error;
    if (fetch.outOfRange) return { outcome: 'out-of-range', atEnd: false };
    if (this.failure) throw this.failure;
    if (fetch.atEnd || signal?.aborted) return { outcome: [], atEnd: fetch.atEnd };
    const { topic, partition } = range;
    if (this.down || !(await this.anyBrokerAnswers(topic))) {
      throw new GatewayError('kafka-unavailable', 'No broker can be reached.');
    }
    throw new GatewayError(
      'kafka-retriable',
      `Partition ${partition} of topic "${topic}": its leader did not answer within ${this.answerMs} ms.`,
    );
  }

  /** librdkafka does not always tell that the last broker is gone: one that it never had to connect to does not count. */
  private async anyBrokerAnswers(topic: string): Promise<boolean> {
    try {
      await requestMetadata(this.handle, this.topicOf(topic), DOWN_ANSWER_MS, () => undefined);
      return true;
    } catch (error) {
      if (error instanceof GatewayError) return false;
      throw error;
    }
  }

  private topicOf(name: string): bigint {
    let topic = this.topics.get(name);
    if (topic) return topic;
    topic = topicNew(this.handle, name, null) ?? undefined;
    if (!topic) throw gatewayError(lastError());
    this.topics.set(name, topic);
    return topic;
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}:${topic}`;
}
