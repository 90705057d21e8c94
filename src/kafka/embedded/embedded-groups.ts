import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import { type GroupDescription, type GroupListing, GroupsClient } from '../groups.client.js';
import type { TopicPartitionOffset } from '../record.js';

/** The mock brokers have groups, but tell only their members of them. */
export class EmbeddedGroupsClient extends GroupsClient {
  override list(): Promise<GroupListing[]> {
    return Promise.reject(unsupported());
  }

  override describe(): Promise<Outcome<GroupDescription>[]> {
    return Promise.reject(unsupported());
  }

  override offsets(): Promise<TopicPartitionOffset[]> {
    return Promise.reject(unsupported());
  }

  override alterOffsets(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported());
  }

  override deleteOffsets(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported());
  }

  override delete(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported());
  }
}

function unsupported(): GatewayError {
  return new GatewayError('kafka-refused', 'Consumer groups by API v3: not supported by the embedded Kafka.');
}
