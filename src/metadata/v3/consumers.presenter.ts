import { GatewayError } from '../../errors/gateway-error.js';
import { groupPlace } from '../../http/resources/group-offset.resource.js';
import type { Place } from '../../http/resources/place.js';
import type { GroupMember } from '../../kafka/groups.client.js';
import type { TopicPartition } from '../../kafka/record.js';
import type { KafkaConsumerAssignmentResponse, KafkaConsumerResponse } from './consumers.dto.js';
import { lagPlace } from './lags.presenter.js';
import { partitionPlace } from './partitions.presenter.js';

export function consumerPlace(cluster: Place, group: string, memberId: string): Place {
  return groupPlace(cluster, group).child('consumers', 'consumer', memberId);
}

export function presentConsumer(
  cluster: Place,
  clusterId: string,
  group: string,
  { memberId, instanceId, clientId }: GroupMember,
): KafkaConsumerResponse {
  const place = consumerPlace(cluster, group, memberId);
  return {
    kind: 'KafkaConsumer',
    metadata: place.metadata,
    cluster_id: clusterId,
    consumer_group_id: group,
    consumer_id: memberId,
    instance_id: instanceId,
    client_id: clientId,
    assignments: place.related('assignments'),
  };
}

/** By topic and partition. */
export function assignmentsOf({ assignment }: GroupMember): TopicPartition[] {
  return assignment.toSorted((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
}

/** @throws GatewayError `not-found` */
export function assignmentOf({ assignment }: GroupMember, topic: string, partition: number): TopicPartition {
  const found = assignment.find((entry) => entry.topic === topic && entry.partition === partition);
  if (!found) throw new GatewayError('not-found', 'The partition is not assigned to this consumer.');
  return found;
}

export function presentAssignment(
  cluster: Place,
  clusterId: string,
  group: string,
  memberId: string,
  { topic, partition }: TopicPartition,
): KafkaConsumerAssignmentResponse {
  const place = consumerPlace(cluster, group, memberId);
  return {
    kind: 'KafkaConsumerAssignment',
    metadata: place.child('assignments', 'assignment', topic).child('partitions', 'partition', partition).metadata,
    cluster_id: clusterId,
    consumer_group_id: group,
    consumer_id: memberId,
    topic_name: topic,
    partition_id: partition,
    partition: partitionPlace(cluster, topic, partition).itself,
    lag: lagPlace(cluster, group, topic, partition).itself,
  };
}
