import { GatewayError } from '../errors/gateway-error.js';

/** Most topics that one instance reads topic by topic. */
export const TOPICS_MAX = 32;

/** What becomes a member of the group for one topic. */
export interface TopicMember {
  close(): Promise<void>;
}

/**
 * The topics of an instance behind the first one that it reads topic by topic: each has a member of the group of its own,
 * and with it a fetch queue of its own (bounded by `queued.max.messages.kbytes`). So a read meets no records of other
 * topics, and a topic that nobody reads holds up none of the others.
 */
export class TopicMembers<M extends TopicMember> {
  private readonly members = new Map<string, M>();

  get size(): number {
    return this.members.size;
  }

  get(topic: string): M | undefined {
    return this.members.get(topic);
  }

  all(): M[] {
    return [...this.members.values()];
  }

  /**
   * Opens a member for one more topic; when it cannot join, it is closed again.
   *
   * @throws GatewayError `consumer-illegal-state` beyond `TOPICS_MAX` topics, or what `open` throws
   */
  async add(topic: string, open: () => M, join: (member: M) => Promise<void>): Promise<void> {
    if (this.members.size + 1 >= TOPICS_MAX) {
      throw new GatewayError(
        'consumer-illegal-state',
        `The consumer instance reads ${TOPICS_MAX} topics already, the most that one can: create another instance for more.`,
      );
    }
    const member = open();
    this.members.set(topic, member);
    try {
      await join(member);
    } catch (error) {
      this.members.delete(topic);
      await member.close();
      throw error;
    }
  }

  /** Closes all members. Rejects, when all are closed, if one of them did not close well. */
  async close(): Promise<void> {
    const members = this.all();
    this.members.clear();
    const outcomes = await Promise.allSettled(members.map((member) => member.close()));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
