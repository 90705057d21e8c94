import type { Answer, ReadRecord } from './consumer-http.js';
import type { SteadyLoad } from './steady-load.js';

const isGone = ({ status, body }: Answer): boolean =>
  status === 404 && (body as { error_code?: number }).error_code === 40403;
const isGood = (answer: Answer): boolean => answer.status < 300 || isGone(answer);

/**
 * The only member of a group: reads a topic through instances that it creates anew whenever the last one is gone, and commits
 * after each read.
 */
export class GroupReader {
  /** `partition/offset` of everything that was read. */
  readonly seen = new Set<string>();
  /** What was read although it had been committed. */
  readonly again: string[] = [];
  /** Instances that were created. */
  instances = 0;
  private readonly committed = new Map<number, number>();
  private base: string | null = null;

  /** @param name of its instances; without one the gateway makes them up */
  constructor(
    private readonly load: SteadyLoad,
    private readonly group: string,
    private readonly topic: string,
    private readonly name?: string,
  ) {}

  /** One step: a new instance, or a read and its commit. */
  async step(): Promise<void> {
    if (this.base === null) return this.create();
    const answer = await this.ask('GET', '/records?timeout=500');
    if (answer === null) return;
    const records = answer.body as ReadRecord[];
    if (records.length === 0) return;
    for (const { partition, offset } of records) {
      if (offset < (this.committed.get(partition) ?? 0)) this.again.push(`${partition}/${offset}`);
      this.seen.add(`${partition}/${offset}`);
    }
    const stored = await this.ask('POST', '/offsets');
    for (const { partition, offset } of (stored?.body ?? []) as { partition: number; offset: number }[]) {
      this.committed.set(partition, offset);
    }
  }

  /** Leaves the group. */
  async leave(): Promise<void> {
    if (this.base !== null) await this.ask('DELETE', '');
  }

  private async create(): Promise<void> {
    const body = {
      format: 'json',
      'auto.offset.reset': 'earliest',
      'auto.commit.enable': false,
      ...(this.name === undefined ? {} : { name: this.name }),
    };
    const created = await this.load.ask('POST', `/consumers/${this.group}`, body);
    if (created === null) return;
    this.instances++;
    this.base = new URL((created.body as { base_uri: string }).base_uri).pathname;
    await this.ask('POST', '/subscription', { topics: [this.topic] });
  }

  /** Null: the instance is gone, or it failed. */
  private async ask(method: string, path: string, body?: unknown): Promise<Answer | null> {
    const accept = { Accept: 'application/vnd.kafka.json.v2+json, application/vnd.kafka.v2+json' };
    const answer = await this.load.ask(method, `${this.base}${path}`, body, accept, isGood);
    if (answer !== null && !isGone(answer)) return answer;
    this.base = null;
    return null;
  }
}
