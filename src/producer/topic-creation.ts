import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';
import { ProducerClient } from '../kafka/producer.client.js';
import { TopicCatalog } from './topic-catalog.js';

/** Names that topics can have; brokers never answer some of the others. */
const CREATABLE = /^(?!\.{1,2}$)[\w.-]{1,249}$/;

/** How long in ms the brokers' setting is remembered. */
const SETTING_MS = 60_000;
/** How long in ms a topic may take to appear where the brokers say they create it. */
const SURE_WAIT_MS = 5_000;
/** … and where they do not say. */
const UNSURE_WAIT_MS = 1_000;

/** Lets a produce create its topic, where gateway and brokers allow it. Requests for one topic share one attempt. */
@Injectable()
export class TopicCreation {
  private readonly attempts = new Map<string, Promise<number>>();
  private allowed: { value: Promise<string | null>; at: number } | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly admin: AdminClient,
    private readonly producer: ProducerClient,
    private readonly catalog: TopicCatalog,
  ) {}

  /** Number of partitions of the topic once it was created; 0 when it was not. Rejects with `GatewayError`. */
  create(topic: string): Promise<number> {
    if (!this.settings.produce.topicsAutoCreate || !CREATABLE.test(topic)) return Promise.resolve(0);
    let attempt = this.attempts.get(topic);
    if (attempt === undefined) {
      attempt = this.attempt(topic).finally(() => this.attempts.delete(topic));
      this.attempts.set(topic, attempt);
    }
    return attempt;
  }

  private async attempt(topic: string): Promise<number> {
    const setting = await this.brokerSetting();
    if (setting === 'false') return 0;
    const sure = setting === 'true';
    const partitions = await this.producer.autoCreateTopic(topic, sure ? SURE_WAIT_MS : UNSURE_WAIT_MS);
    if (partitions > 0) return this.catalog.meet(topic, partitions);
    if (!sure) return 0;
    const late = new GatewayError(
      'kafka-retriable',
      `Topic "${topic}" did not exist, and Kafka has not created it yet.`,
    );
    return this.catalog.insist(topic, late);
  }

  private async brokerSetting(): Promise<string | null> {
    const now = performance.now();
    if (this.allowed === null || now - this.allowed.at >= SETTING_MS) {
      this.allowed = { value: this.admin.describeBrokerConfig('auto.create.topics.enable'), at: now };
    }
    const { allowed } = this;
    try {
      return await allowed.value;
    } catch (error) {
      if (this.allowed === allowed) this.allowed = null;
      throw error;
    }
  }
}
