import { groupPlace } from '../../http/resources/group-offset.resource.js';
import type { Place } from '../../http/resources/place.js';
import type { GroupLag } from '../groups.service.js';
import type { KafkaConsumerGroupLagSummaryResponse, KafkaConsumerLagResponse } from './lags.dto.js';
import { partitionPlace } from './partitions.presenter.js';

export function lagPlace(cluster: Place, group: string, topic: string, partition: number): Place {
  return groupPlace(cluster, group).child('lags', 'lag', topic).child('partitions', 'partition', partition);
}

export function presentLag(cluster: Place, clusterId: string, group: string, lag: GroupLag): KafkaConsumerLagResponse {
  return {
    kind: 'KafkaConsumerLag',
    metadata: lagPlace(cluster, group, lag.topic, lag.partition).metadata,
    cluster_id: clusterId,
    consumer_group_id: group,
    topic_name: lag.topic,
    partition_id: lag.partition,
    consumer_id: lag.member?.memberId ?? '',
    instance_id: lag.member ? lag.member.instanceId : '',
    client_id: lag.member?.clientId ?? '',
    current_offset: lag.current,
    log_end_offset: lag.end,
    lag: lag.lag,
  };
}

/** @param lags the largest first */
export function presentLagSummary(
  cluster: Place,
  clusterId: string,
  group: string,
  lags: readonly [GroupLag, ...GroupLag[]],
): KafkaConsumerGroupLagSummaryResponse {
  const [{ member, topic, partition, lag }] = lags;
  const place = groupPlace(cluster, group);
  return {
    kind: 'KafkaConsumerGroupLagSummary',
    metadata: place.only('lag-summary').metadata,
    cluster_id: clusterId,
    consumer_group_id: group,
    max_lag_consumer_id: member?.memberId ?? '',
    max_lag_instance_id: member ? member.instanceId : '',
    max_lag_client_id: member?.clientId ?? '',
    max_lag_topic_name: topic,
    max_lag_partition_id: partition,
    max_lag: lag,
    total_lag: lags.reduce((total, entry) => total + entry.lag, 0),
    max_lag_consumer: member && place.child('consumers', 'consumer', member.memberId).itself,
    max_lag_partition: partitionPlace(cluster, topic, partition).itself,
  };
}
