import { GatewayError } from '../errors/gateway-error.js';
import type { TopicPattern } from './topic-pattern.js';

/** What an instance reads: topics shared with its group, by name or by pattern, or partitions of its own. */
export type Subscription =
  | { kind: 'topics'; topics: readonly string[] }
  | { kind: 'pattern'; pattern: TopicPattern; topics: readonly string[] }
  | { kind: 'partitions'; topics: readonly string[] };

/** @throws GatewayError `consumer-illegal-state` when the instance already reads in another way */
export function checkExclusive(subscription: Subscription | null, wanted: Subscription['kind']): void {
  if (subscription === null || subscription.kind === wanted) return;
  throw new GatewayError(
    'consumer-illegal-state',
    'Illegal state: Subscription to topics, partitions and pattern are mutually exclusive',
  );
}

/** Whether an instance reads this topic by its name, and nothing else. */
export function readsOnly(subscription: Subscription | null, topic: string): boolean {
  return subscription?.kind === 'topics' && sameTopics(subscription.topics, [topic]);
}

/** @throws GatewayError `consumer-illegal-state` when the instance already reads anything but this topic */
export function checkReadsOnly(subscription: Subscription | null, topic: string): void {
  if (subscription === null || readsOnly(subscription, topic)) return;
  // Confluent's words, slip included: clients look for them.
  throw new GatewayError(
    'consumer-illegal-state',
    'Consumer cannot subscribe the the specified target because it has already subscribed to other topics.',
  );
}

/**
 * Whether an instance can read this topic beside others, each by a member of its own: when it reads nothing yet, or one
 * topic by its name.
 *
 * @throws GatewayError `consumer-illegal-state` otherwise
 */
export function checkReadsByTopic(subscription: Subscription | null): void {
  if (subscription === null || (subscription.kind === 'topics' && subscription.topics.length === 1)) return;
  throw new GatewayError(
    'consumer-illegal-state',
    'The consumer instance has subscribed to several topics, to a pattern or to partitions, and cannot be read topic by topic.',
  );
}

export function readsByTopic(): GatewayError {
  return new GatewayError(
    'consumer-illegal-state',
    'The consumer instance has already subscribed to several topics, one by one: only reads that name a topic, commits and its deletion are possible.',
  );
}

export function nothingToRead(): GatewayError {
  return new GatewayError(
    'consumer-illegal-state',
    'Illegal state: Consumer is not subscribed to any topics or assigned any partitions',
  );
}

export function notAssigned(topic: string, partition: number): GatewayError {
  return new GatewayError(
    'consumer-illegal-state',
    `Illegal state: No current assignment for partition ${topic}-${partition}`,
  );
}

export function instanceNotFound(): GatewayError {
  return new GatewayError('consumer-not-found', 'Consumer instance not found.');
}

export function sameTopics(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((topic, i) => topic === b[i]);
}
