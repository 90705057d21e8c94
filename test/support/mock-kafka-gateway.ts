import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { KafkaGateway } from './kafka-gateway.js';
import { silentLog } from './native-clients.js';

/** What the brokers are to be. */
export interface MockLayout {
  /** How many besides broker 0, the controller. */
  brokers?: number;
  /** How many partitions each topic has. */
  topics?: Record<string, number>;
}

/** A gateway over brokers that librdkafka plays in this process: they go away, come back and fail as a test says. */
export class MockKafkaGateway {
  private constructor(
    readonly kafka: MockCluster,
    readonly gateway: KafkaGateway,
  ) {}

  /** @param properties settings by their names */
  static async start(properties: Record<string, string> = {}, layout: MockLayout = {}): Promise<MockKafkaGateway> {
    const kafka = new MockCluster(layout.brokers ?? 1, silentLog);
    try {
      for (const [topic, partitions] of Object.entries(layout.topics ?? {})) {
        await kafka.createTopic(topic, partitions, 1);
      }
      const gateway = await KafkaGateway.start({ 'bootstrap.servers': kafka.bootstrapServers, ...properties });
      return new MockKafkaGateway(kafka, gateway);
    } catch (error) {
      await kafka.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.kafka.close();
  }
}
