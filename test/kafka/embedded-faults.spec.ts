import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MockCluster } from '../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { LibrdkafkaConsumerClientFactory } from '../../src/kafka/librdkafka/consumer-factory.js';
import { LibrdkafkaProducerClient } from '../../src/kafka/librdkafka/producer.js';
import { batchOf, RecordingListener, silentLog } from '../support/native-clients.js';

const PRODUCE = 0;
const OFFSET_FETCH = 9;

describe('faults that the mock cluster can show', () => {
  let kafka: MockCluster;
  let admin: LibrdkafkaAdminClient;

  beforeEach(async () => {
    kafka = new MockCluster(1, silentLog);
    await kafka.createTopic('t', 1, 1);
    admin = new LibrdkafkaAdminClient(
      new AdminHandles({ 'bootstrap.servers': kafka.bootstrapServers }, 5000, silentLog),
    );
  });

  afterEach(async () => {
    await admin.close();
    await kafka.close();
  });

  it('answers requests with the errors it was given, one each, until they are taken back', async () => {
    const producer = new LibrdkafkaProducerClient({ 'bootstrap.servers': kafka.bootstrapServers }, silentLog);
    const send = async (): Promise<string> =>
      (await producer.send('t', batchOf([{ value: 'v' }]))).failures?.get(0)?.code ?? 'sent';
    kafka.pushErrors(PRODUCE, 10, 87);
    const fates = [await send(), await send(), await send()];
    kafka.pushErrors(PRODUCE, 10);
    kafka.clearErrors(PRODUCE);
    fates.push(await send());
    await producer.close(1000);
    expect(fates).toEqual(['payload-too-large', 'bad-request', 'sent', 'sent']);
  });

  it('says of a topic what it was told', async () => {
    await kafka.setTopicError('t', 29);
    expect((await admin.describeTopics(['t']))[0]?.error?.code).toBe('forbidden');
    await kafka.setTopicError('t', 0);
    expect((await admin.describeTopics(['t']))[0]?.value?.name).toBe('t');
  });

  it('moves leaders and coordinators', async () => {
    await kafka.setLeader('t', 0, 0);
    expect((await admin.describeTopics(['t']))[0]?.value?.partitions[0]?.leader).toBe(0);
    await kafka.setGroupCoordinator('g', 0);
    kafka.trackRequests();
    await admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }]);
    const offsetFetches = kafka.trackedRequests().filter(({ apiKey }) => apiKey === OFFSET_FETCH);
    expect(offsetFetches).toEqual([{ brokerId: 0, apiKey: OFFSET_FETCH }]);
  });

  it('tells the requests that it got since it was asked to', async () => {
    await kafka.setGroupCoordinator('g', 0);
    // Of a kind that no client sends by itself, as it does requests for metadata.
    const ask = () => admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }]);
    const tracked = () => kafka.trackedRequests().filter(({ apiKey }) => apiKey === OFFSET_FETCH);
    await ask();
    kafka.trackRequests();
    expect(tracked()).toEqual([]);
    kafka.trackRequests();
    await ask();
    expect(tracked()).toEqual([{ brokerId: 0, apiKey: OFFSET_FETCH }]);
  });

  it('answers late', async () => {
    await admin.describeCluster();
    await kafka.delayAnswers(60_000);
    const late = admin.describeCluster();
    const outcome = late.catch((error: { code?: string }) => error.code);
    await admin.close();
    expect(await outcome).toBe('shutting-down');
    await kafka.delayAnswers(0);
  });

  it('lets a group wait for members as long as it is told', async () => {
    kafka.setGroupDelay(0);
    const consumers = new LibrdkafkaConsumerClientFactory(
      { 'bootstrap.servers': kafka.bootstrapServers },
      5000,
      silentLog,
    );
    const heard = new RecordingListener();
    const consumer = consumers.open({ groupId: 'g', properties: {} }, heard);
    consumer.subscribe(['t']);
    await heard.until(() => heard.assigned.length > 0);
    expect(heard.assigned).toMatchObject([{ topic: 't', partition: 0 }]);
    await consumer.close();
  });

  it('refuses brokers it does not have', async () => {
    await expect(kafka.down(7)).rejects.toThrow();
    await kafka.close();
    await expect(kafka.up()).rejects.toThrow('closed');
  });
});
