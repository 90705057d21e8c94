import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient, type Outcome } from '../kafka/admin.client.js';
import { type ConfigDetails, type ConfigResource, ConfigsClient } from '../kafka/configs.client.js';
import { ClusterService } from './cluster.service.js';
import { MetadataService } from './metadata.service.js';

/** Topics in one request: answers about more would hold up everything else while they are read. */
const AT_A_TIME = 50;
/** Settings of one listener: brokers list only those that are set, and take others. */
const OF_LISTENER = /^listener\.name\./;
/**
 * Settings that only exist while they are set: quotas of replication (KIP-73, KIP-113), which no file can hold.
 * https://kafka.apache.org/documentation/#rep-throttle
 */
const OF_REPLICATION: ReadonlySet<string> = new Set([
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
  'replica.alter.log.dirs.io.max.bytes.per.second',
]);

/** All settings of one topic or broker. */
export interface ResourceConfigs {
  /** Name of the topic, id of the broker. */
  name: string;
  configs: ConfigDetails[];
}

/** What settings are worth and where their values come from. Settings are sorted by name. */
@Injectable()
export class ConfigReadService {
  constructor(
    private readonly configs: ConfigsClient,
    private readonly admin: AdminClient,
    private readonly metadata: MetadataService,
    private readonly cluster: ClusterService,
  ) {}

  /**
   * Of `default-broker` only those that are set. Rejects with `topic-not-found`, `not-found` for a broker.
   *
   * @param names only these settings, those that exist; without it all
   */
  async settings(resource: ConfigResource, names?: readonly string[]): Promise<ConfigDetails[]> {
    if (resource.type === 'broker') await this.requireBroker(resource.name);
    return valueOf((await this.configs.describe([resource], names))[0]);
  }

  /** Rejects with `not-found` too when there is no such setting. */
  async setting(resource: ConfigResource, name: string): Promise<ConfigDetails> {
    const found = (await this.settings(resource, [name])).find((config) => config.name === name);
    if (!found) throw await this.notFound(resource, name);
    return found;
  }

  /** Of all topics but Kafka's own, by name. A topic that is deleted meanwhile is left out. */
  async ofAllTopics(): Promise<ResourceConfigs[]> {
    const names = (await this.metadata.topics()).filter(({ internal }) => !internal).map(({ name }) => name);
    const all: ResourceConfigs[] = [];
    for (let from = 0; from < names.length; from += AT_A_TIME) {
      const some = names.slice(from, from + AT_A_TIME);
      const outcomes = await this.configs.describe(some.map((name) => ({ type: 'topic', name })));
      some.forEach((name, index) => {
        const outcome = outcomes[index];
        if (outcome?.error?.code !== 'topic-not-found') all.push({ name, configs: valueOf(outcome) });
      });
    }
    return all;
  }

  /** Of all live brokers, by id. */
  async ofAllBrokers(): Promise<ResourceConfigs[]> {
    const ids = await this.metadata.brokerIds();
    const outcomes = await this.configs.describe(ids.map((id) => ({ type: 'broker', name: String(id) })));
    return ids.map((id, index) => ({ name: String(id), configs: valueOf(outcomes[index]) }));
  }

  /** Rejects like `setting` for the first setting that is unknown. Whether it is set does not matter. */
  async requireKnown(wanted: readonly { resource: ConfigResource; names: readonly string[] }[]): Promise<void> {
    for (const { resource } of wanted) if (resource.type === 'broker') await this.requireBroker(resource.name);
    const resources = await Promise.all(wanted.map(({ resource }) => this.whoKnows(resource)));
    const union = [...new Set(wanted.flatMap(({ names }) => names))];
    for (let from = 0; from < wanted.length; from += AT_A_TIME) {
      const outcomes = await this.configs.describe(resources.slice(from, from + AT_A_TIME), union);
      for (const [index, { resource, names }] of wanted.slice(from, from + AT_A_TIME).entries()) {
        const known = new Set(valueOf(outcomes[index]).map(({ name }) => name));
        const unknown = names.find((name) => !known.has(name) && !mayBeUnset(resource, name));
        if (unknown !== undefined) throw await this.notFound(resource, unknown);
      }
    }
  }

  /** All brokers know the same settings; those that they share are only listed when they are set. */
  private async whoKnows(resource: ConfigResource): Promise<ConfigResource> {
    if (resource.type !== 'default-broker') return resource;
    const [id] = await this.metadata.brokerIds();
    if (id === undefined) throw new GatewayError('kafka-unavailable', 'The cluster has no live broker.');
    return { type: 'broker', name: String(id) };
  }

  /** Asked about a broker that does not exist, librdkafka waits for it until the time is over. */
  private async requireBroker(id: string): Promise<void> {
    const { brokers } = await this.admin.describeCluster();
    if (!brokers.some((broker) => String(broker.id) === id)) {
      throw new GatewayError('not-found', `Broker ${id} cannot be found.`);
    }
  }

  private async notFound(resource: ConfigResource, name: string): Promise<GatewayError> {
    const owner = resource.type === 'default-broker' ? 'BROKER' : `${resource.type.toUpperCase()} ${resource.name}`;
    const cluster = await this.cluster.id();
    return new GatewayError('not-found', `Config ${name} cannot be found for ${owner} in cluster ${cluster}.`);
  }
}

function mayBeUnset({ type }: ConfigResource, name: string): boolean {
  return type !== 'topic' && (OF_LISTENER.test(name) || OF_REPLICATION.has(name));
}

function valueOf<T>(outcome: Outcome<T> | undefined): T {
  if (!outcome) throw new GatewayError('internal', 'Kafka answered without an entry that was asked for.');
  if (outcome.error) throw outcome.error;
  return outcome.value;
}
