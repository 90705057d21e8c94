import { setTimeout } from 'node:timers/promises';

const FIRST_PAUSE_MS = 10;
/** How long brokers may disagree about who leads a partition that was just made or moved. */
const SETTLING_MS = 1000;

/**
 * Asks again, ever less often, while the answer is doubtful, and gives the last one: brokers hear of a new leader one after
 * the other, the leader itself included, and are of one mind milliseconds later.
 *
 * @param limitMs no question begins later than this; 1000 at most
 */
export async function settledAnswer<T>(
  ask: () => Promise<T>,
  isDoubtful: (answer: T) => boolean,
  limitMs: number,
): Promise<T> {
  const deadline = performance.now() + Math.min(SETTLING_MS, limitMs);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    const answer = await ask();
    if (!isDoubtful(answer) || performance.now() + pauseMs >= deadline) return answer;
    await setTimeout(pauseMs);
  }
}
