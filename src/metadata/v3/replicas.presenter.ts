import { GatewayError } from '../../errors/gateway-error.js';
import type { Place } from '../../http/resources/place.js';
import type { PartitionDescription, TopicDescription } from '../../kafka/admin.client.js';
import { partitionPlace } from './partitions.presenter.js';
import type { KafkaReplicaResponse } from './replicas.dto.js';

export interface Replica {
  topic: string;
  partition: PartitionDescription;
  brokerId: number;
}

/** In the order of preference. */
export function replicasOf(topic: string, partition: PartitionDescription): Replica[] {
  return partition.replicas.map((brokerId) => ({ topic, partition, brokerId }));
}

/** @throws GatewayError `not-found` */
export function replicaOf(topic: string, partition: PartitionDescription, brokerId: number): Replica {
  if (!partition.replicas.includes(brokerId)) {
    throw new GatewayError(
      'not-found',
      `Partition ${partition.partition} of topic "${topic}" has no replica on broker ${brokerId}.`,
    );
  }
  return { topic, partition, brokerId };
}

/** In the order of the topics and partitions. */
export function replicasOn(brokerId: number, topics: readonly TopicDescription[]): Replica[] {
  return topics.flatMap(({ name, partitions }) =>
    partitions
      .filter(({ replicas }) => replicas.includes(brokerId))
      .map((partition) => ({ topic: name, partition, brokerId })),
  );
}

export function presentReplica(
  cluster: Place,
  clusterId: string,
  { topic, partition, brokerId }: Replica,
): KafkaReplicaResponse {
  return {
    kind: 'KafkaReplica',
    metadata: partitionPlace(cluster, topic, partition.partition).child('replicas', 'replica', brokerId).metadata,
    cluster_id: clusterId,
    topic_name: topic,
    partition_id: partition.partition,
    broker_id: brokerId,
    is_leader: brokerId === partition.leader,
    is_in_sync: partition.inSyncReplicas.includes(brokerId),
    broker: cluster.child('brokers', 'broker', brokerId).itself,
  };
}
