import { type Answer, send } from './consumer-http.js';

/** Clients that ask one address on and on, and remember every answer that they should not have got. */
export class SteadyLoad {
  readonly failures: string[] = [];
  requests = 0;
  longestMs = 0;
  private stopping = false;
  private readonly running: Promise<void>[] = [];

  /** @param url without a trailing slash */
  constructor(readonly url: string) {}

  get stopped(): boolean {
    return this.stopping;
  }

  /** Repeats `work`, one after the other, until it is told to stop; the number of the round is passed on. */
  repeat(work: (round: number) => Promise<void>): void {
    this.running.push(
      (async () => {
        for (let round = 0; !this.stopping; round++) {
          await work(round).catch((error: unknown) => this.fail('client', error));
        }
      })(),
    );
  }

  /** One request. Null: it failed, which is noted. `expected`: statuses that are none. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    expected: (answer: Answer) => boolean = ({ status }) => status < 300,
  ): Promise<Answer | null> {
    const from = performance.now();
    this.requests++;
    try {
      const answer = await send(method, this.url + path, body, headers);
      this.longestMs = Math.max(this.longestMs, performance.now() - from);
      if (expected(answer)) return answer;
      this.fail(`${method} ${path}`, `${answer.status} ${answer.text}`);
    } catch (error) {
      this.fail(`${method} ${path}`, error);
    }
    return null;
  }

  fail(what: string, why: unknown): void {
    this.failures.push(`${what}: ${String(why)}`);
  }

  /** Resolves when the last round of all is over. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }
}
