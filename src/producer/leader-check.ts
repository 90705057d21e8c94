import { GatewayError } from '../errors/gateway-error.js';
import type { AdminClient, Outcome, PartitionDescription } from '../kafka/admin.client.js';
import { within } from '../kafka/within.js';

/** How long in ms leaders may take; the others of the topic are not kept waiting for one that is gone. */
const WAIT_MS = 1_000;
/** Pause in ms before a leader that does not know its partition yet is asked again. */
const AGAIN_MS = 20;

/**
 * Resolves when every leader knows its partitions, or has not said so in time. Brokers hear of leaders before these know
 * that they lead. In between, the first batch to a new partition is refused while the second one, which was on its way
 * already, may be taken: the broker has no sequence number of the producer to compare it with, and the producer then takes
 * the first batch for written. Never rejects: whatever is wrong shows when records are sent.
 */
export async function leadersAnswer(
  admin: AdminClient,
  topic: string,
  partitions: readonly PartitionDescription[],
): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  let open = partitions.filter(({ leader }) => leader >= 0).map(({ partition }) => ({ topic, partition }));
  while (open.length > 0 && performance.now() < deadline) {
    const outcomes = await within(deadline - performance.now(), answered(admin.listOffsets(open, 'latest')));
    if (!outcomes) return;
    open = open.filter((_, index) => mayCome(outcomes[index]?.error));
    if (open.length > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function mayCome(error: GatewayError | undefined): boolean {
  return error?.code === 'kafka-retriable' || error?.code === 'topic-not-found';
}

/** Null: refused. */
async function answered(answer: Promise<Outcome<number>[]>): Promise<Outcome<number>[] | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayError) return null;
    throw error;
  }
}
