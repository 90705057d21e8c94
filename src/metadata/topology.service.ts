import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient, type BrokerNode, type ClusterDescription, type TopicDescription } from '../kafka/admin.client.js';
import { MetadataService } from './metadata.service.js';
import { Recent } from './recent.js';

/** How old in ms an answer about many things may be. */
const MAX_AGE_MS = 1000;
/** How long in ms brokers may take to hear of a new topic. */
const SETTLING_MS = 5000;

/**
 * What the cluster consists of: brokers, topics, partitions. Answers about the whole cluster may be a second old, unless
 * the gateway itself has changed something since; those about one topic are fresh.
 */
@Injectable()
export class TopologyService {
  private readonly description: Recent<ClusterDescription>;
  private readonly nodes: Recent<BrokerNode[]>;
  private readonly all: Recent<TopicDescription[]>;
  /** Topics that were created here, and when (monotonic, ms). */
  private readonly created = new Map<string, number>();

  constructor(
    private readonly admin: AdminClient,
    private readonly metadata: MetadataService,
  ) {
    this.description = new Recent(() => admin.describeCluster(), MAX_AGE_MS);
    this.nodes = new Recent(() => this.describeBrokers(), MAX_AGE_MS);
    this.all = new Recent(() => this.metadata.topics([...this.created.keys()]), MAX_AGE_MS);
  }

  cluster(): Promise<ClusterDescription> {
    return this.description.get();
  }

  /** Live brokers with their racks, by id. */
  brokers(): Promise<readonly BrokerNode[]> {
    return this.nodes.get();
  }

  /** Rejects with `not-found`. */
  async broker(id: number): Promise<BrokerNode> {
    const found = (await this.brokers()).find((broker) => broker.id === id);
    if (!found) throw new GatewayError('not-found', `Broker ${id} cannot be found.`);
    return found;
  }

  /** All topics, internal ones included, by name; partitions by id. */
  topics(): Promise<readonly TopicDescription[]> {
    return this.all.get();
  }

  /** Like `MetadataService.topic`, with what the gateway may do with it. */
  async topicWithOperations(name: string): Promise<TopicDescription> {
    const [topic] = await this.metadata.described([name], { authorizedOperations: true, skipMissing: false });
    if (!topic) throw new GatewayError('internal', 'The topic could not be described.');
    return topic;
  }

  /** Adds what the gateway may do; a topic that is gone meanwhile is left out. */
  async withOperations(topics: readonly TopicDescription[]): Promise<TopicDescription[]> {
    const names = topics.map(({ name }) => name);
    return this.metadata.described(names, { authorizedOperations: true, skipMissing: true });
  }

  /**
   * To be called after every change of topics or partitions.
   *
   * @param created name of a new topic: the broker that lists topics may not be the one that knows of it already
   */
  forget(created?: string): void {
    const now = performance.now();
    for (const [name, at] of this.created) if (now - at >= SETTLING_MS) this.created.delete(name);
    if (created !== undefined) this.created.set(created, now);
    this.all.forget();
  }

  private async describeBrokers(): Promise<BrokerNode[]> {
    const { brokers } = await this.cluster();
    const racks = await this.admin.describeRacks(brokers.map(({ id }) => id));
    return brokers.map((broker) => ({ ...broker, rack: racks.get(broker.id) ?? null })).sort((a, b) => a.id - b.id);
  }
}
