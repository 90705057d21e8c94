import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient, type PartitionDescription } from '../kafka/admin.client.js';
import { within } from '../kafka/within.js';
import { leadersAnswer } from './leader-check.js';
import { lookAgain } from './second-look.js';

/** Age in ms up to which an answer is taken as it is; beyond, it is asked for again in the background. */
const FRESH_MS = 30_000;
/** Age in ms from which an answer is not used any more. */
const USABLE_MS = 60_000;
/** How long in ms a refusal is repeated without asking, and the least time between two questions about one topic's growth. */
const REFUSAL_MS = 1_000;
/** Most topics, and most refusals, that are remembered; the oldest go first. */
const MOST = 10_000;

interface KnownTopic {
  partitions: number;
  /** Monotonic, ms. */
  at: number;
}

interface Refusal {
  error: GatewayError;
  /** Monotonic, ms. */
  at: number;
  /** Several brokers were asked. */
  final: boolean;
}

/** How many partitions topics have, remembered, so that produce requests need not ask. One question per topic at a time. */
@Injectable()
export class TopicCatalog {
  private readonly topics = new Map<string, KnownTopic>();
  private readonly refusals = new Map<string, Refusal>();
  private readonly lookups = new Map<string, Promise<number>>();
  private readonly secondLooks = new Map<string, Promise<number>>();

  constructor(private readonly admin: AdminClient) {}

  /** Number of partitions of a topic, when that is known well enough; undefined: ask with `partitionsOf`. */
  known(topic: string): number | undefined {
    const entry = this.topics.get(topic);
    if (entry === undefined) return undefined;
    const age = performance.now() - entry.at;
    if (age >= USABLE_MS) return undefined;
    // whatever goes wrong here has dropped the entry, and the next request meets it
    if (age >= FRESH_MS) this.lookup(topic).catch(() => undefined);
    return entry.partitions;
  }

  /** The count last heard of, however old; 0 when none. */
  lastKnown(topic: string): number {
    return this.topics.get(topic)?.partitions ?? 0;
  }

  /** Number of partitions. Rejects with `topic-not-found`, `kafka-unavailable` …; such an answer holds for a second. */
  async partitionsOf(topic: string): Promise<number> {
    const known = this.known(topic);
    if (known !== undefined) return known;
    return this.confirm(topic);
  }

  /**
   * Asks Kafka, however fresh what is known, unless it refused within the last second.
   *
   * @param withinMs rejects with `kafka-unavailable` when there is no answer by then; absent: the client decides
   */
  async confirm(topic: string, withinMs?: number): Promise<number> {
    const refusal = this.refusals.get(topic);
    if (refusal !== undefined && performance.now() - refusal.at < REFUSAL_MS) throw refusal.error;
    const lookup = this.lookup(topic);
    return withinMs === undefined ? lookup : this.orGiveUp(topic, lookup, withinMs);
  }

  /** Like `partitionsOf`, but an answer older than a second is not good enough: a topic may have got more partitions. */
  async partitionsNow(topic: string): Promise<number> {
    const entry = this.topics.get(topic);
    if (entry !== undefined && performance.now() - entry.at < REFUSAL_MS) return entry.partitions;
    return this.lookup(topic);
  }

  private lookup(topic: string): Promise<number> {
    let lookup = this.lookups.get(topic);
    if (lookup === undefined) {
      lookup = this.ask(topic).finally(() => this.lookups.delete(topic));
      this.lookups.set(topic, lookup);
    }
    return lookup;
  }

  /** Looks at a topic that was just created, as far as the brokers know it already. Resolves to its number of partitions. */
  async meet(topic: string, partitions: number): Promise<number> {
    try {
      return await this.lookup(topic);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      this.learn(topic, partitions);
      return partitions;
    }
  }

  /** The topic has this many partitions. */
  learn(topic: string, partitions: number): void {
    this.refusals.delete(topic);
    remember(this.topics, topic, { partitions, at: performance.now() });
  }

  /** Something shows that what is known of the topic is no longer true. */
  forget(topic: string): void {
    this.topics.delete(topic);
  }

  /**
   * Asks more than one broker before a topic is called unknown. Resolves to its number of partitions, or rejects with
   * `unknown`, which then holds for a second.
   */
  async insist(topic: string, unknown: GatewayError): Promise<number> {
    const refusal = this.refusals.get(topic);
    if (refusal?.final && performance.now() - refusal.at < REFUSAL_MS) throw refusal.error;
    let look = this.secondLooks.get(topic);
    if (look === undefined) {
      look = this.secondLook(topic, unknown).finally(() => this.secondLooks.delete(topic));
      this.secondLooks.set(topic, look);
    }
    return look;
  }

  private async secondLook(topic: string, unknown: GatewayError): Promise<number> {
    const partitions = await lookAgain(this.admin, topic);
    if (partitions !== null) return this.take(topic, partitions);
    this.refuse(topic, unknown, true);
    throw unknown;
  }

  private refuse(topic: string, error: GatewayError, final = false): void {
    this.topics.delete(topic);
    remember(this.refusals, topic, { error, at: performance.now(), final });
  }

  private async take(topic: string, partitions: readonly PartitionDescription[]): Promise<number> {
    if (!this.topics.has(topic)) await leadersAnswer(this.admin, topic, partitions);
    this.learn(topic, partitions.length);
    return partitions.length;
  }

  private async orGiveUp(topic: string, lookup: Promise<number>, withinMs: number): Promise<number> {
    const partitions = await within(withinMs, lookup);
    if (partitions !== null) return partitions;
    const error = new GatewayError('kafka-unavailable', 'No broker can be reached.');
    this.refuse(topic, error);
    throw error;
  }

  private async ask(topic: string): Promise<number> {
    try {
      const [outcome] = await this.admin.describeTopics([topic]);
      if (outcome === undefined) throw new GatewayError('internal', 'The topic could not be described.');
      if (outcome.error) throw outcome.error;
      return await this.take(topic, outcome.value.partitions);
    } catch (error) {
      if (error instanceof GatewayError) this.refuse(topic, error);
      throw error;
    }
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
