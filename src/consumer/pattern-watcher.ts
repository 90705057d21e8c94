import type { AdminClient } from '../kafka/admin.client.js';
import type { Log } from '../logging/log.js';
import type { ConsumerInstance } from './consumer-instance.js';
import { sameTopics } from './subscription.js';

/** Time between two looks at the list of topics. */
const REFRESH_MS = 2000;

/** Lets instances that are subscribed by pattern see topics come and go. Asks Kafka only while there are such instances. */
export class PatternWatcher {
  private timer: NodeJS.Timeout | null = null;
  private known: readonly string[] | null = null;

  constructor(
    private readonly admin: AdminClient,
    private readonly instances: () => ConsumerInstance[],
    private readonly log: Log,
  ) {}

  /** An instance was subscribed by pattern, with these topics at hand. */
  watch(known: readonly string[]): void {
    // What is news to this instance may be news to the others too.
    const isNews = this.timer !== null && (this.known === null || !sameTopics(this.known, known));
    this.known = isNews ? null : known;
    this.timer ??= setTimeout(() => void this.refresh(), REFRESH_MS).unref();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private async refresh(): Promise<void> {
    const watching = this.instances().filter(({ pattern }) => pattern !== null);
    if (watching.length === 0) {
      this.stop();
      return;
    }
    try {
      const topics = await this.admin.listTopics();
      if (!this.known || !sameTopics(this.known, topics)) {
        this.known = topics;
        for (const instance of watching) this.tell(instance, topics);
      }
    } catch (error) {
      this.log.warn({ error }, 'topics could not be listed for subscriptions by pattern');
    }
    if (this.timer) this.timer = setTimeout(() => void this.refresh(), REFRESH_MS).unref();
  }

  private tell(instance: ConsumerInstance, topics: readonly string[]): void {
    const { group, name } = instance.options;
    instance.refreshPattern(topics).catch((error: unknown) => {
      // Tried again with the next look, also if the topics stay as they are.
      this.known = null;
      this.log.debug({ error, group, instance: name }, 'subscription by pattern was not refreshed');
    });
  }
}
