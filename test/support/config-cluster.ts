import { expect } from '@jest/globals';
import { Admin } from '@platformatic/kafka';
import { type Answer, send } from './consumer-http.js';
import { kafkaCluster } from './kafka-cluster.js';
import { KafkaGateway } from './kafka-gateway.js';
import { uniqueName } from './native-clients.js';

/** A setting as API v3 shows it. */
export interface ShownConfig {
  name: string;
  value: string | null;
  source: string;
  is_sensitive: boolean;
  synonyms: { name: string; value: string | null; source: string }[];
}

export interface ShownConfigs {
  kind: string;
  metadata: { self: string; next: string | null };
  data: ShownConfig[];
}

const RESOURCE_TYPES = { topic: 2, broker: 4 };

/** The cluster of the run as seen through API v3 of a gateway, and as seen by a client beside it. */
export class ConfigCluster {
  private readonly topics: string[] = [];

  private constructor(
    readonly gateway: KafkaGateway,
    private readonly independent: Admin,
    readonly id: string,
    /** Of a broker. */
    readonly brokerId: string,
  ) {}

  static async open(): Promise<ConfigCluster> {
    const independent = new Admin({
      clientId: uniqueName('independent'),
      bootstrapBrokers: kafkaCluster().bootstrapServers.split(','),
    });
    const { id, brokers } = await independent.metadata({ topics: [] });
    return new ConfigCluster(await KafkaGateway.start(), independent, id, String([...brokers.keys()].sort()[0]));
  }

  get url(): string {
    return `${this.gateway.url}/v3/clusters/${this.id}`;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return callV3(method, this.url + path, body);
  }

  /** What must be there. */
  async get<T = ShownConfig>(path: string): Promise<T> {
    const { status, body } = await this.call('GET', path);
    expect(status).toBe(200);
    return body as T;
  }

  /** Other brokers than the one that was asked apply a change a moment later. */
  async eventually(path: string, holds: (config: ShownConfig) => boolean): Promise<ShownConfig> {
    for (;;) {
      const config = await this.get(path);
      if (holds(config)) return config;
    }
  }

  /** The value of a setting, asked beside the gateway. */
  async kafkaSays(type: 'topic' | 'broker', resourceName: string, name: string): Promise<string | null | undefined> {
    const resource = { resourceType: RESOURCE_TYPES[type], resourceName, configurationKeys: [name] };
    const [described] = await this.independent.describeConfigs({
      resources: [resource as never],
      includeSynonyms: true,
      includeDocumentation: false,
    });
    return described?.configs[0]?.value;
  }

  /** Deleted when this is closed. */
  async newTopic(): Promise<string> {
    const name = uniqueName('v3-configs');
    await this.gateway.createTopic(name);
    this.topics.push(name);
    return name;
  }

  async close(): Promise<void> {
    if (this.topics.length > 0) await this.independent.deleteTopics({ topics: this.topics });
    await this.independent.close();
    await this.gateway.close();
  }
}

/** One request of API v3. */
export function callV3(method: string, url: string, body?: unknown): Promise<Answer> {
  return send(method, url, body, body === undefined ? {} : { 'Content-Type': 'application/json' });
}
