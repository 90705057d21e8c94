import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { PartitionsClient, type Reassignment } from '../kafka/partitions.client.js';
import { MetadataService } from './metadata.service.js';

/** Partitions that are on their way to other brokers. */
@Injectable()
export class ReassignmentsService {
  constructor(
    private readonly partitions: PartitionsClient,
    private readonly metadata: MetadataService,
  ) {}

  /** By topic and partition. */
  async all(): Promise<Reassignment[]> {
    return sorted(await this.partitions.reassignments(null));
  }

  /** By partition. Rejects with `topic-not-found`. */
  async ofTopic(topic: string): Promise<Reassignment[]> {
    const { partitions } = await this.metadata.topic(topic);
    return sorted(await this.partitions.reassignments(partitions.map(({ partition }) => ({ topic, partition }))));
  }

  /** Rejects with `topic-not-found`, `partition-not-found`, and `not-found` when the partition stays where it is. */
  async ofPartition(topic: string, partition: number): Promise<Reassignment> {
    await this.metadata.partition(topic, partition);
    const [reassignment] = await this.partitions.reassignments([{ topic, partition }]);
    if (!reassignment) {
      throw new GatewayError('not-found', `Partition ${partition} of topic "${topic}" is not being reassigned.`);
    }
    return reassignment;
  }
}

function sorted(reassignments: readonly Reassignment[]): Reassignment[] {
  return reassignments.toSorted((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
}
