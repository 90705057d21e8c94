import { setTimeout } from 'node:timers/promises';
import type { Outcome, TopicDescription } from '../admin.client.js';
import type { AdminHandles } from './admin-handles.js';
import { toBroker } from './admin-to-broker.js';
import { describeTopics } from './admin-topics.js';

const RETRY_MS = 10;
/** Brokers learn of a change within milliseconds; whoever is slower than this is not waited for. */
const PATIENCE_MS = 2000;

type Outcomes = ReadonlyMap<string, Outcome<TopicDescription>>;

/**
 * Waits until all brokers show what the controller just did: it answers before they know, and any of them may be the one that
 * is asked next. A client that creates a topic and looks at it would be told that there is none. Never rejects: the change is
 * done whether or not it can be seen.
 */
export async function untilSeen(
  handles: AdminHandles,
  names: readonly string[],
  change: 'created' | 'deleted',
): Promise<void> {
  await untilShown(handles, names, (outcomes) =>
    names.every((name) => {
      const code = outcomes.get(name)?.error?.code;
      // Whoever may make a change need not be allowed to look at it.
      return code === 'forbidden' || (code === 'topic-not-found') === (change === 'deleted');
    }),
  );
}

/** Like `untilSeen`, for a topic that got more partitions. */
export async function untilGrown(handles: AdminHandles, name: string, total: number): Promise<void> {
  await untilShown(handles, [name], (outcomes) => {
    const { value } = outcomes.get(name) ?? {};
    return !value || value.partitions.length >= total;
  });
}

async function untilShown(
  handles: AdminHandles,
  names: readonly string[],
  isShown: (outcomes: Outcomes) => boolean,
): Promise<void> {
  if (names.length === 0) return;
  const deadline = performance.now() + Math.min(PATIENCE_MS, handles.requestTimeoutMs);
  // Who cannot be asked is not waited for.
  const { brokers } = await handles.describeCluster().catch(() => ({ brokers: [] }));
  await Promise.all(brokers.map(({ id }) => untilBrokerShows(handles, id, names, isShown, deadline)));
}

async function untilBrokerShows(
  handles: AdminHandles,
  brokerId: number,
  names: readonly string[],
  isShown: (outcomes: Outcomes) => boolean,
  deadline: number,
): Promise<void> {
  for (;;) {
    const timeoutMs = Math.ceil(deadline - performance.now());
    if (timeoutMs <= 0) return;
    const request = toBroker(brokerId, { ...describeTopics(names), timeoutMs });
    const outcomes = await handles.call(request).catch(() => null);
    if (!outcomes || isShown(outcomes)) return;
    await setTimeout(RETRY_MS);
  }
}
