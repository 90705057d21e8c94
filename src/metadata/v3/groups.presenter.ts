import { GatewayError } from '../../errors/gateway-error.js';
import { groupPlace } from '../../http/resources/group-offset.resource.js';
import type { Place } from '../../http/resources/place.js';
import type { GroupDescription } from '../../kafka/groups.client.js';
import type { KafkaConsumerGroupResponse } from './groups.dto.js';

/**
 * Groups in one of these states; absent: all.
 *
 * @param states separated by commas, in any case
 * @throws GatewayError `bad-request` for what is no state
 */
export function inStates(groups: readonly GroupDescription[], states: string | undefined): readonly GroupDescription[] {
  if (states === undefined) return groups;
  const wanted = states.split(',').map((state) => state.trim().toUpperCase());
  if (wanted.some((state) => !/^[A-Z_]{1,40}$/.test(state))) {
    throw new GatewayError('bad-request', 'state: must name states such as STABLE or EMPTY, separated by commas.');
  }
  return groups.filter(({ state }) => wanted.includes(state));
}

export function presentGroup(cluster: Place, clusterId: string, group: GroupDescription): KafkaConsumerGroupResponse {
  const place = groupPlace(cluster, group.group);
  return {
    kind: 'KafkaConsumerGroup',
    metadata: place.metadata,
    cluster_id: clusterId,
    consumer_group_id: group.group,
    is_simple: group.isSimple,
    partition_assignor: group.partitionAssignor,
    state: group.state,
    type: group.type,
    is_mixed_consumer_group: false,
    coordinator: group.coordinator && cluster.child('brokers', 'broker', group.coordinator.id).itself,
    consumers: place.related('consumers'),
    lag_summary: place.related('lag-summary'),
  };
}
