import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/log.js';
import { MockCluster } from './mock-cluster.js';

/** Broker 1 and the controller, broker 0. */
export const BROKERS = 2;
const LEGAL_TOPIC_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/;

/**
 * A Kafka in this process, for trying the gateway and for tests: produce, consume, groups, offsets. Nothing outlives the
 * process, and a partition keeps its newest 5 MB only.
 */
export class EmbeddedKafka {
  private constructor(readonly cluster: MockCluster) {}

  /** Ready when the call returns. */
  static start(log: Log): EmbeddedKafka {
    return new EmbeddedKafka(new MockCluster(BROKERS - 1, log.child({ client: 'embedded-kafka' })));
  }

  get bootstrapServers(): string {
    return this.cluster.bootstrapServers;
  }

  /** False: the topic exists already, and stays as it is. Rejects with `kafka-refused` for a name that Kafka would not take. */
  async createTopic(name: string, partitions = 1, replicationFactor = 1): Promise<boolean> {
    if (!LEGAL_TOPIC_NAME.test(name)) {
      throw new GatewayError(
        'kafka-refused',
        `"${name}" is not a topic name: 1 to 249 of the characters a-z, A-Z, 0-9, ".", "_" and "-", not "." or "..".`,
      );
    }
    return this.cluster.createTopic(name, partitions, replicationFactor);
  }

  /** Close the clients first. */
  close(): Promise<void> {
    return this.cluster.close();
  }
}
