import { setTimeout } from 'node:timers/promises';

const FIRST_PAUSE_MS = 10;
/** Questions at most, with pauses of 10 to 320 ms between them. Counted, since answers of a busy broker take long themselves. */
const QUESTIONS = 7;

/**
 * Asks again, ever less often, while the answer is doubtful, and gives the last one: brokers hear of a new leader one after
 * the other, the leader itself included, and are of one mind milliseconds later.
 *
 * @param limitMs no question begins later than this
 */
export async function settledAnswer<T>(
  ask: () => Promise<T>,
  isDoubtful: (answer: T) => boolean,
  limitMs: number,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  let pauseMs = FIRST_PAUSE_MS;
  for (let asked = 1; ; asked++) {
    const answer = await ask();
    if (!isDoubtful(answer) || asked === QUESTIONS || performance.now() + pauseMs >= deadline) return answer;
    await setTimeout(pauseMs);
    pauseMs *= 2;
  }
}
