import { GatewayError } from '../../errors/gateway-error.js';
import { v3Errors } from '../../http/dialects/v3.js';
import { checkName } from '../../http/path-name.js';
import type { Place } from '../../http/resources/place.js';
import { topicPlace } from '../../http/resources/topic.resource.js';
import type { TopicPartition } from '../../kafka/record.js';
import type { ElectionResult } from '../partitions.service.js';
import type { DeletedRecordsResponse, ElectLeadersRequest, LeaderElectionResponse } from './partitions.dto.js';

/** @throws GatewayError `bad-request` */
export function readBeforeOffset(value: unknown): number | 'end' {
  if (value === 'end') return 'end';
  const offset = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : -1;
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new GatewayError('bad-request', 'before_offset: must be an offset, 0 or more, or "end" for all records.');
  }
  return offset;
}

/** @throws GatewayError `bad-request` for a bad name, `invalid-body` for an UNCLEAN election of everything */
export function readElection({ type, partitions }: ElectLeadersRequest): TopicPartition[] | null {
  if (!partitions) {
    if (type === 'PREFERRED') return null;
    throw new GatewayError(
      'invalid-body',
      'partitions: must be named for an UNCLEAN election, which may lose records.',
    );
  }
  return partitions.map(({ topic_name, partition_id }, index) => ({
    topic: checkName(topic_name, `partitions[${index}].topic_name`),
    partition: partition_id,
  }));
}

export function presentElection({ topic, partition, outcome }: ElectionResult): LeaderElectionResponse {
  return {
    topic_name: topic,
    partition_id: partition,
    elected: outcome.value ?? false,
    error_code: outcome.error ? v3Errors[outcome.error.code].errorCode : null,
    message: outcome.error?.message ?? null,
  };
}

export function presentDeletedRecords(
  cluster: Place,
  clusterId: string,
  topic: string,
  partition: number,
  earliestOffset: number,
): DeletedRecordsResponse {
  return {
    kind: 'KafkaDeletedRecords',
    metadata: topicPlace(cluster, topic).child('partitions', 'partition', partition).only('records').metadata,
    cluster_id: clusterId,
    topic_name: topic,
    partition_id: partition,
    earliest_offset: earliestOffset,
  };
}
