import type { KafkaGateway } from '../kafka-gateway.js';
import { uniqueName } from '../native-clients.js';

/** How a contract makes and fills topics of a cluster. */
export interface ContractTopics {
  /** A topic that nobody else uses, with these values in each partition. */
  createTopic: (...partitions: string[][]) => Promise<string>;
  append: (topic: string, partition: number, ...values: string[]) => Promise<void>;
}

/** Topics of the cluster behind a gateway. */
export function topicsOf(gateway: KafkaGateway): ContractTopics {
  return {
    createTopic: async (...partitions) => {
      const topic = uniqueName('contract');
      await gateway.createTopic(topic, partitions.length);
      const records = partitions.flatMap((values, partition) => values.map((value) => ({ partition, value })));
      if (records.length > 0) await gateway.produce(topic, records);
      return topic;
    },
    append: (topic, partition, ...values) =>
      gateway.produce(
        topic,
        values.map((value) => ({ partition, value })),
      ),
  };
}
