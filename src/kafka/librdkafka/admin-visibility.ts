import { setTimeout } from 'node:timers/promises';
import type { Outcome, TopicDescription } from '../admin.client.js';

const RETRY_MS = 10;
/** Brokers learn of a change within milliseconds; whoever is slower than this is not waited for. */
const PATIENCE_MS = 2000;

type Describe = (names: readonly string[]) => Promise<Outcome<TopicDescription>[]>;

/**
 * Waits until brokers show what the controller just did: it answers before they know, and a client that creates a topic and
 * looks at it next would be told that there is none. Never rejects: the change is done whether or not it can be seen.
 */
export async function untilSeen(
  names: readonly string[],
  change: 'created' | 'deleted',
  describe: Describe,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let unseen = names;
  while (unseen.length > 0 && performance.now() < deadline) {
    const exist = await existing(unseen, describe);
    if (!exist) return;
    unseen = unseen.filter((name) => exist.has(name) !== (change === 'created'));
    if (unseen.length > 0) await setTimeout(RETRY_MS);
  }
}

/** Like `untilSeen`, for a topic that got more partitions. */
export async function untilGrown(name: string, total: number, describe: Describe): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const [outcome] = await describe([name]).catch(() => []);
    if (!outcome?.value || outcome.value.partitions.length >= total) return;
    await setTimeout(RETRY_MS);
  }
}

/** Null: it cannot be asked. */
async function existing(names: readonly string[], describe: Describe): Promise<Set<string> | null> {
  try {
    const outcomes = await describe(names);
    return new Set(names.filter((_, index) => outcomes[index]?.error?.code !== 'topic-not-found'));
  } catch {
    return null;
  }
}
