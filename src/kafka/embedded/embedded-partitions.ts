import { GatewayError } from '../../errors/gateway-error.js';
import { type AdminClient, type Outcome } from '../admin.client.js';
import { PartitionsClient, type PlacedTopic, type Reassignment } from '../partitions.client.js';
import type { TopicPartition } from '../record.js';

/** Of all changes of topics, the mock brokers can only be told to have another one. */
export class EmbeddedPartitionsClient extends PartitionsClient {
  constructor(private readonly admin: AdminClient) {
    super();
  }

  override async createTopic(topic: PlacedTopic, { validateOnly }: { validateOnly: boolean }): Promise<void> {
    if (topic.assignments) throw unsupported('Placing replicas');
    if (validateOnly) throw unsupported('Checking a topic without creating it');
    const [outcome] = await this.admin.createTopics([topic]);
    if (outcome?.error) throw outcome.error;
  }

  override createPartitions(): Promise<void> {
    return Promise.reject(unsupported('Adding partitions'));
  }

  override deleteRecords(): Promise<Outcome<number>[]> {
    return Promise.reject(unsupported('Deleting records'));
  }

  override electLeaders(): Promise<(TopicPartition & { outcome: Outcome<boolean> })[]> {
    return Promise.reject(unsupported('Electing leaders'));
  }

  /** Nothing ever moves here. */
  override reassignments(): Promise<Reassignment[]> {
    return Promise.resolve([]);
  }

  override reassign(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported('Moving partitions'));
  }
}

function unsupported(what: string): GatewayError {
  return new GatewayError('kafka-refused', `${what}: not supported by the embedded Kafka.`);
}
