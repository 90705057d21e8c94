import { GatewayError } from '../../errors/gateway-error.js';
import type { BrokerNode, ClusterDescription } from '../admin.client.js';
import { addressOf, declare, readInt, readString } from './library.js';
import { requestMetadata } from './metadata-request.js';

const topicNew = declare('topic_new', 'pointer', 'pointer', 'string', 'pointer');
const topicDestroy = declare('topic_destroy', 'void', 'pointer');
const clusterIdOf = declare('clusterid', 'pointer', 'pointer', 'int');
/** -1: no broker has said so within the milliseconds given. With 0 it does not wait. */
export const controllerIdOf = declare('controllerid', 'int', 'pointer', 'int');
const memoryFree = declare('mem_free', 'void', 'pointer', 'pointer');

// struct rd_kafka_metadata_broker
const BROKER_ID = 0;
const BROKER_HOST = 8;
const BROKER_PORT = 16;

/**
 * A topic of Kafka's own, asked for where only brokers are of interest: metadata without any topic would be taken for a
 * wish to create those that are missing, and an answer with neither topics nor brokers for a fault.
 */
export const ANY_TOPIC = '__consumer_offsets';

/**
 * The cluster as its metadata shows it; racks are not in there. Not by DescribeCluster: librdkafka 2.12 aborts the process
 * when a broker that is shutting down answers it without any broker.
 */
export async function describeCluster(handle: bigint, timeoutMs: number): Promise<ClusterDescription> {
  const topic = topicNew(handle, ANY_TOPIC, null);
  if (!topic) throw new Error('out of memory');
  try {
    return await requestMetadata(handle, topic, timeoutMs, ({ brokers }) => describe(handle, brokers.map(readBroker)));
  } finally {
    topicDestroy(topic);
  }
}

function describe(handle: bigint, brokers: BrokerNode[]): ClusterDescription {
  if (brokers.length === 0) throw new GatewayError('kafka-unavailable', 'No broker of the cluster is available.');
  // Both are known from the metadata that came just now: nothing waits here.
  const controllerId = controllerIdOf(handle, 0);
  return { clusterId: clusterId(handle), controllerId: controllerId < 0 ? null : controllerId, brokers };
}

function clusterId(handle: bigint): string {
  const text = clusterIdOf(handle, 0);
  if (!text) return '';
  try {
    return readString(BigInt(addressOf(BigUint64Array.of(text))), 0) ?? '';
  } finally {
    memoryFree(handle, text);
  }
}

function readBroker(broker: bigint): BrokerNode {
  return {
    id: readInt(broker, BROKER_ID),
    host: readString(broker, BROKER_HOST) ?? '',
    port: readInt(broker, BROKER_PORT),
    rack: null,
  };
}
