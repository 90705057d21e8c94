import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { type ConfigChange, type ConfigResource, ConfigsClient } from '../kafka/configs.client.js';
import { ConfigReadService } from '../metadata/configs.service.js';
import { untilSeen } from './config-visibility.js';

export interface ChangeOptions {
  /** Kafka checks the changes and makes none. */
  validateOnly: boolean;
}

export interface TopicChanges {
  topic: string;
  changes: readonly ConfigChange[];
}

export interface TopicChangeFailure {
  topic: string;
  error: GatewayError;
}

/**
 * Changes of settings. The changes of one resource are made all or none. Rejects with `topic-not-found`, `not-found` for
 * brokers and settings, `kafka-refused` for what Kafka does not take.
 */
@Injectable()
export class ConfigChangeService {
  constructor(
    private readonly configs: ConfigsClient,
    private readonly reads: ConfigReadService,
  ) {}

  async alter(resource: ConfigResource, changes: readonly ConfigChange[], options: ChangeOptions): Promise<void> {
    checkChanges(changes);
    await this.reads.requireKnown([{ resource, names: namesOf(changes) }]);
    if (changes.length === 0) return;
    const [outcome] = await this.configs.alter([{ resource, changes }], options);
    if (outcome?.error) throw outcome.error;
    if (!options.validateOnly) await untilSeen(this.configs, [{ resource, changes }]);
  }

  /** Back to what it is worth when it is not set. Of `default-broker` it must be set. */
  async reset(resource: ConfigResource, name: string): Promise<void> {
    await this.reads.setting(resource, name);
    await this.alter(resource, [{ name, operation: 'DELETE', value: null }], { validateOnly: false });
  }

  /**
   * Each topic by itself: some may be refused while others are changed. An unknown topic or setting refuses everything
   * before anything is changed. Of a topic that is named more than once the last entry counts.
   */
  async alterTopics(entries: readonly TopicChanges[], options: ChangeOptions): Promise<TopicChangeFailure[]> {
    const alterations = [...new Map(entries.map((entry) => [entry.topic, entry.changes]))].map(([name, changes]) => ({
      resource: { type: 'topic', name } as const,
      changes,
    }));
    for (const { changes } of alterations) checkChanges(changes);
    await this.reads.requireKnown(alterations.map(({ resource, changes }) => ({ resource, names: namesOf(changes) })));
    const asked = alterations.filter(({ changes }) => changes.length > 0);
    const outcomes = await this.configs.alter(asked, options);
    if (!options.validateOnly) {
      await untilSeen(
        this.configs,
        asked.filter((_, index) => !outcomes[index]?.error),
      );
    }
    return asked.flatMap(({ resource }, index) => {
      const error = outcomes[index]?.error;
      return error ? [{ topic: resource.name, error }] : [];
    });
  }
}

/** What librdkafka would cut, refuse in words of its own, or not take at all. */
function checkChanges(changes: readonly ConfigChange[]): void {
  const seen = new Set<string>();
  for (const { name, operation, value } of changes) {
    if (seen.has(name)) throw new GatewayError('kafka-refused', `Config ${name} is named more than once.`);
    seen.add(name);
    if (operation !== 'DELETE' && value === null) {
      throw new GatewayError('kafka-refused', `Config ${name} needs a value; operation DELETE resets it.`);
    }
    if (value?.includes('\0')) {
      throw new GatewayError('bad-request', `Config ${name}: its value must not hold NUL characters.`);
    }
  }
}

function namesOf(changes: readonly ConfigChange[]): string[] {
  return changes.map(({ name }) => name);
}
