import type { Log } from '../../logging/log.js';
import { gatewayError } from '../librdkafka/errors.js';
import { drainEvents } from '../librdkafka/events.js';
import { destroyHandle, openHandle } from '../librdkafka/handle.js';
import { declare, type NativeFunction, type Pointer, pointersAt } from '../librdkafka/library.js';
import { onWake } from '../librdkafka/wake-pipe.js';

const clusterNew = declare('mock_cluster_new', 'pointer', 'pointer', 'int');
const clusterDestroy = declare('mock_cluster_destroy', 'void', 'pointer');
const bootstraps = declare('mock_cluster_bootstraps', 'string', 'pointer');
const brokerAdd = declare('mock_broker_add', 'int', 'pointer', 'int');
const brokerDown = declare('mock_broker_set_down', 'int', 'pointer', 'int');
const brokerUp = declare('mock_broker_set_up', 'int', 'pointer', 'int');
const brokerRtt = declare('mock_broker_set_rtt', 'int', 'pointer', 'int', 'int');
const groupDelay = declare('mock_group_initial_rebalance_delay_ms', 'void', 'pointer', 'int');
const topicCreate = declare('mock_topic_create', 'int', 'pointer', 'string', 'int', 'int');
const topicError = declare('mock_topic_set_error', 'void', 'pointer', 'string', 'int');
const partitionLeader = declare('mock_partition_set_leader', 'int', 'pointer', 'string', 'int', 'int');
const coordinator = declare('mock_coordinator_set', 'int', 'pointer', 'string', 'string', 'int');
const pushErrors = declare('mock_push_request_errors_array', 'void', 'pointer', 'int', 'size', 'pointer');
const clearErrors = declare('mock_clear_request_errors', 'void', 'pointer', 'int');
const startTracking = declare('mock_start_request_tracking', 'void', 'pointer');
const stopTracking = declare('mock_stop_request_tracking', 'void', 'pointer');
const getRequests = declare('mock_get_requests', 'pointer', 'pointer', 'pointer');
const requestsDestroy = declare('mock_request_destroy_array', 'void', 'pointer', 'size');
const requestBroker = declare('mock_request_id', 'int', 'pointer');
const requestApiKey = declare('mock_request_api_key', 'int', 'pointer');
const queueGetMain = declare('queue_get_main', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');

const TOPIC_ALREADY_EXISTS = 36;
const ALL_BROKERS = -1;
/** The mock names this broker as the controller, and numbers those it starts with from 1. */
const CONTROLLER = 0;

export interface MockRequest {
  brokerId: number;
  /** https://kafka.apache.org/protocol.html#protocol_api_keys */
  apiKey: number;
}

/**
 * librdkafka's mock cluster: brokers in this process on ports of their own, and ways to make them fail. It keeps at most
 * 5 MB per partition, the newest. Ports close with `close`; a process that ends without it ends all the same.
 */
export class MockCluster {
  readonly bootstrapServers: string;
  private readonly handle: bigint;
  private readonly cluster: bigint;
  private readonly queue: Pointer;
  private readonly stopWaking: () => void;
  private last: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | null = null;

  /** @param brokers how many besides broker 0, the controller; they are numbered from 1 */
  constructor(brokers: number, log: Log) {
    this.handle = openHandle('producer', {}, 0);
    const cluster = clusterNew(this.handle, brokers);
    if (!cluster) throw new Error('The embedded Kafka could not open its ports.');
    this.cluster = cluster;
    this.queue = queueGetMain(this.handle);
    const handlers = { log, onEvent: nothing, onError: nothing };
    this.stopWaking = onWake(this.queue, () => drainEvents(this.queue, handlers));
    this.bootstrapServers = bootstraps(cluster) ?? '';
    check(brokerAdd(cluster, CONTROLLER));
    groupDelay(cluster, 0);
  }

  /** False: the topic exists already. */
  async createTopic(name: string, partitions: number, replicationFactor: number): Promise<boolean> {
    const code = await this.operate(topicCreate, name, partitions, replicationFactor);
    if (code !== TOPIC_ALREADY_EXISTS) check(code);
    return code === 0;
  }

  /** The next requests of this kind are answered with these errors, one each; -195 drops the connection. */
  pushErrors(apiKey: number, ...codes: number[]): void {
    pushErrors(this.cluster, apiKey, codes.length, Int32Array.from(codes));
  }

  clearErrors(apiKey: number): void {
    clearErrors(this.cluster, apiKey);
  }

  /** Drops the connections of a broker, or of all, and takes no new ones. Leaders stay where they are. */
  async down(brokerId = ALL_BROKERS): Promise<void> {
    check(await this.operate(brokerDown, brokerId));
  }

  async up(brokerId = ALL_BROKERS): Promise<void> {
    check(await this.operate(brokerUp, brokerId));
  }

  /** Each answer of a broker, or of all, comes this much later. */
  async delayAnswers(milliseconds: number, brokerId = ALL_BROKERS): Promise<void> {
    check(await this.operate(brokerRtt, brokerId, milliseconds));
  }

  /** Metadata says this about a topic; 0: no error any more. */
  async setTopicError(topic: string, code: number): Promise<void> {
    await this.operate(topicError, topic, code);
  }

  /** -1: the partition has no leader. */
  async setLeader(topic: string, partition: number, brokerId: number): Promise<void> {
    check(await this.operate(partitionLeader, topic, partition, brokerId));
  }

  async setGroupCoordinator(group: string, brokerId: number): Promise<void> {
    check(await this.operate(coordinator, 'group', group, brokerId));
  }

  /** Milliseconds that a new group waits for further members. 0 unless set. */
  setGroupDelay(milliseconds: number): void {
    groupDelay(this.cluster, milliseconds);
  }

  /** Collects requests from now on; forgets those collected before. */
  trackRequests(): void {
    startTracking(this.cluster);
  }

  /** The requests that came since `trackRequests`, in order; ends the collecting. */
  trackedRequests(): MockRequest[] {
    const count = new BigUint64Array(1);
    const array = getRequests(this.cluster, count);
    stopTracking(this.cluster);
    const requests = pointersAt(array, Number(count[0])).map((request) => ({
      brokerId: requestBroker(request),
      apiKey: requestApiKey(request),
    }));
    if (array) requestsDestroy(array, requests.length);
    return requests;
  }

  /** Close its clients first. Idempotent. */
  close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  private async closeOnce(): Promise<void> {
    await this.last;
    await new Promise<void>((resolve, reject) => {
      clusterDestroy.async(this.cluster, (error) => (error ? reject(error) : resolve()));
    });
    this.stopWaking();
    queueDestroy(this.queue);
    await destroyHandle(this.handle);
  }

  /**
   * Has the cluster's thread do something; on a pool thread and one by one. An operation that follows another within
   * microseconds can lose its wake-up, and then waits for the thread's next round: up to a second.
   */
  private operate<A extends unknown[], R>(operation: NativeFunction<[Pointer, ...A], R>, ...args: A): Promise<R> {
    if (this.closed) return Promise.reject(new Error('The mock cluster is closed.'));
    const result = this.last.then(
      () =>
        new Promise<R>((resolve, reject) => {
          const done = (error: Error | null, result: R): void => (error === null ? resolve(result) : reject(error));
          operation.async(this.cluster, ...args, done);
        }),
    );
    this.last = result.then(nextTurn, nextTurn);
    return result;
  }
}

function nothing(): void {}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function check(code: number): void {
  if (code !== 0) throw gatewayError(code);
}
