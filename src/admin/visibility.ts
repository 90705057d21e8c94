import { setTimeout } from 'node:timers/promises';

const RETRY_MS = 10;
/** Brokers learn of a change within milliseconds; whoever is slower than this is not waited for. */
const PATIENCE_MS = 2000;

/**
 * Waits until brokers show what the controller just took: a client that changes something and looks at it next would be told
 * the old state. Never rejects: the change is made whether or not it can be seen.
 */
export async function untilShown(isShown: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    // Whoever may make a change need not be allowed to look at it.
    if (await isShown().catch(() => true)) return;
    await setTimeout(RETRY_MS);
  }
}
