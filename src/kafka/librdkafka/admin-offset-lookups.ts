import { GatewayError } from '../../errors/gateway-error.js';
import type { OffsetSpec, Outcome } from '../admin.client.js';
import type { TopicPartition } from '../record.js';
import type { AdminRequest } from './admin-calls.js';
import { missingOutcome, outcomeOf, topicNotFound } from './admin-errors.js';
import type { LeaderCalls } from './admin-leader-calls.js';
import { LEADER_NOT_AVAILABLE, listOffsets, type OffsetQuestion, TIMED_OUT } from './admin-offsets.js';
import { settledAnswer } from './admin-settling.js';
import type { ListedPartition } from './topic-partition-list.js';

const UNKNOWN_TOPIC_OR_PARTITION = 3;
const UNKNOWN_PARTITION = -190;
/** Who was asked does not lead the partition any more, or not yet: not leader, fenced and unknown leader epoch. */
const MISDIRECTED = new Set([UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, 6, 74, 75]);
/** What is over within moments where brokers have just been told of a leader. */
const UNSETTLED = new Set([...MISDIRECTED, LEADER_NOT_AVAILABLE]);
/** What a handle says when its leaders are old. */
const DOUBTFUL = new Set([...UNSETTLED, TIMED_OUT]);
/** Parts of the time for an answer: what old leaders get, and both looks together, so that good answers are not lost with bad. */
const FIRST_LOOK = 0.3;
const ALL_LOOKS = 0.9;
/** Knowledge younger than this (ms) is not called old when a leader is silent. It also limits how often a handle is replaced. */
const FRESH_MS = 1000;
/** RD_KAFKA_OFFSET_SPEC: the answer for a time after the last record. */
const NO_OFFSET = -1;

interface Lookup {
  /** Asks as readers of committed transactions see it: all questions of a request do or none. */
  stable: boolean;
  questions: Map<string, OffsetQuestion>;
  resolve(answers: Map<string, ListedPartition>): void;
  reject(error: unknown): void;
}

type Call = <R>(request: AdminRequest<R>) => Promise<R>;

/** Offsets of partitions. What waits while a request is out, and what one turn of the event loop asks, is asked together. */
export class OffsetLookups {
  private waiting: Lookup[] = [];
  private scheduled = false;

  constructor(
    private readonly leaders: LeaderCalls,
    private readonly requestTimeoutMs: number,
  ) {}

  /** One outcome per partition, in order. A time after the last record gives the end offset. */
  async list(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]> {
    const answers = await this.settled(partitions, spec);
    if (typeof spec === 'object') {
      const beyond = partitions.filter((entry) => isBeyondEnd(answers.get(keyOf(entry))));
      for (const [key, answer] of await this.settled(beyond, 'latest')) answers.set(key, answer);
    }
    return partitions.map((entry) => readAnswer(entry, answers.get(keyOf(entry))));
  }

  /** Only what is not settled yet is asked again; others can ask in between. */
  private async settled(
    partitions: readonly TopicPartition[],
    spec: OffsetSpec,
  ): Promise<Map<string, ListedPartition>> {
    const answers = new Map<string, ListedPartition>();
    let open = partitions;
    await settledAnswer(
      async () => {
        for (const [key, answer] of await this.lookUp(open, spec)) {
          // Asked without any partition that has a leader, librdkafka does not say any more why the others have none.
          if (answer.error !== LEADER_NOT_AVAILABLE || !answers.has(key)) answers.set(key, answer);
        }
        open = open.filter((entry) => UNSETTLED.has(answers.get(keyOf(entry))?.error ?? 0));
      },
      () => open.length > 0,
      this.requestTimeoutMs / 2,
    );
    return answers;
  }

  private lookUp(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Map<string, ListedPartition>> {
    if (partitions.length === 0) return Promise.resolve(new Map<string, ListedPartition>());
    const questions = new Map(
      partitions.map(({ topic, partition }) => [keyOf({ topic, partition }), { topic, partition, spec }]),
    );
    return new Promise((resolve, reject) => {
      this.waiting.push({ stable: spec === 'last-stable', questions, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      void this.leaders.run(async (call) => {
        this.scheduled = false;
        const batch = this.takeBatch();
        this.schedule();
        await this.settle(call, batch);
      });
    });
  }

  /** All that waits, in order, but no partition twice: Kafka answers one question per partition. */
  private takeBatch(): Lookup[] {
    const taken = new Set<string>();
    const batch: Lookup[] = [];
    const later: Lookup[] = [];
    for (const lookup of this.waiting) {
      const keys = [...lookup.questions.keys()];
      if (lookup.stable !== this.waiting[0]?.stable || keys.some((key) => taken.has(key))) {
        later.push(lookup);
        continue;
      }
      for (const key of keys) taken.add(key);
      batch.push(lookup);
    }
    this.waiting = later;
    return batch;
  }

  private async settle(call: Call, batch: readonly Lookup[]): Promise<void> {
    try {
      const questions = batch.flatMap((lookup) => [...lookup.questions.values()]);
      const answers = new Map((await this.ask(call, questions)).map((answer) => [keyOf(answer), answer]));
      for (const lookup of batch) lookup.resolve(pick(answers, lookup.questions.keys()));
    } catch (error) {
      for (const lookup of batch) lookup.reject(error);
    }
  }

  /**
   * librdkafka keeps leaders for a while; whoever asks has just seen the partition, so a "no" gets a second look, and so does
   * a leader that does not answer: it may be one no more.
   */
  private async ask(call: Call, questions: readonly OffsetQuestion[]): Promise<ListedPartition[]> {
    const deadline = performance.now() + this.requestTimeoutMs * ALL_LOOKS;
    if (this.leaders.age >= FRESH_MS) {
      const answers = await this.firstLook(call, questions);
      if (answers && !answers.some(({ error }) => DOUBTFUL.has(error))) return answers;
      this.leaders.renew();
    }
    const answers = await call(listOffsets(questions, Math.ceil(deadline - performance.now())));
    if (answers.some(({ error }) => error === TIMED_OUT)) this.leaders.renew();
    else if (answers.some(({ error }) => MISDIRECTED.has(error))) this.leaders.renewUnlessFresh();
    return answers;
  }

  /** Null: no answer in the time that still leaves enough for a second one. */
  private async firstLook(call: Call, questions: readonly OffsetQuestion[]): Promise<ListedPartition[] | null> {
    try {
      return await call(listOffsets(questions, Math.ceil(this.requestTimeoutMs * FIRST_LOOK)));
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'kafka-unavailable') return null;
      throw error;
    }
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}:${topic}`;
}

function pick<T>(from: ReadonlyMap<string, T>, keys: Iterable<string>): Map<string, T> {
  const picked = new Map<string, T>();
  for (const key of keys) {
    const value = from.get(key);
    if (value !== undefined) picked.set(key, value);
  }
  return picked;
}

function isBeyondEnd(answer: ListedPartition | undefined): boolean {
  return answer?.error === 0 && answer.offset === NO_OFFSET;
}

function readAnswer({ topic, partition }: TopicPartition, answer: ListedPartition | undefined): Outcome<number> {
  if (!answer) return missingOutcome();
  if (answer.error === UNKNOWN_TOPIC_OR_PARTITION) return { error: topicNotFound(topic) };
  if (answer.error === UNKNOWN_PARTITION) {
    return { error: new GatewayError('partition-not-found', `Topic "${topic}" has no partition ${partition}.`) };
  }
  if (answer.error === TIMED_OUT)
    return { error: new GatewayError('kafka-unavailable', 'The leader of the partition did not answer.') };
  return outcomeOf(answer.error, null, () => answer.offset);
}
