import { GatewayError } from '../../errors/gateway-error.js';

/** How long (ms) an answer is waited for before the question goes out once more. */
const PATIENCE_MS = 1000;

/** How long (ms) after a failure without an answer the question goes out once more. */
const PAUSE_MS = 250;

const REPEATS = 3;

/**
 * Asks a question that changes nothing, and asks it again while nobody answers: the broker that was asked may hang, or die
 * meanwhile, and the next time another one is asked. The first answer counts, a refusal included. Rejects with
 * `kafka-unavailable` when there is none in time.
 *
 * @param ask in the milliseconds given; `again` counts from 0
 */
export function firstAnswer<T>(ask: (timeoutMs: number, again: number) => Promise<T>, limitMs: number): Promise<T> {
  const deadline = performance.now() + limitMs;
  return new Promise((resolve, reject) => {
    let asked = 0;
    let open = 0;
    let next: NodeJS.Timeout | null = null;
    const sendIn = (ms: number): boolean => {
      if (next) clearTimeout(next);
      next = asked <= REPEATS && performance.now() + ms < deadline ? setTimeout(send, ms) : null;
      return next !== null;
    };
    const over = (): void => {
      if (next) clearTimeout(next);
      asked = Infinity;
    };
    const send = (): void => {
      const again = asked++;
      open++;
      sendIn(PATIENCE_MS);
      ask(Math.max(1, Math.ceil(deadline - performance.now())), again).then(
        (answer) => {
          over();
          resolve(answer);
        },
        (error: unknown) => {
          open--;
          if (isUnanswered(error) && (open > 0 || sendIn(PAUSE_MS))) return;
          over();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    };
    send();
  });
}

export function isUnanswered(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'kafka-unavailable';
}
