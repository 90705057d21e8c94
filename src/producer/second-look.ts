import { setTimeout as pause } from 'node:timers/promises';
import { GatewayError } from '../errors/gateway-error.js';
import type { AdminClient, PartitionDescription } from '../kafka/admin.client.js';
import { within } from '../kafka/within.js';

/** Pause in ms before brokers are asked again: most have heard of a new topic by then. */
const PAUSE_MS = 20;
/** How long in ms all of it may take; a broker that is gone does not answer. */
const WAIT_MS = 500;
/** Most brokers that are asked. */
const BROKERS = 3;

/**
 * Partitions of a topic that a broker called unknown; null when others do not know it either, or do not say so in time.
 * Brokers hear of a topic that another client created one after the other, some milliseconds after that client was told so.
 */
export function lookAgain(admin: AdminClient, topic: string): Promise<readonly PartitionDescription[] | null> {
  return within(WAIT_MS, askSome(admin, topic));
}

/** Never rejects with a `GatewayError`: whoever asks has one already. */
async function askSome(admin: AdminClient, topic: string): Promise<readonly PartitionDescription[] | null> {
  await pause(PAUSE_MS);
  try {
    const { brokers } = await admin.describeCluster();
    const first = Math.floor(Math.random() * brokers.length);
    const asked = [...brokers.slice(first), ...brokers.slice(0, first)].slice(0, BROKERS);
    const answers = await Promise.all(asked.map(({ id }) => admin.describeTopics([topic], { brokerId: id })));
    return answers.flat().find(({ value }) => value)?.value?.partitions ?? null;
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
}
