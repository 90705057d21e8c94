import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { KafkaGateway, PATIENT_READS } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

describe('many consumer instances', () => {
  let gateway: KafkaGateway;
  const topic = uniqueName('many');

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'consumer.instance.timeout.ms': '20000' });
    await gateway.createTopic(topic);
    await gateway.produce(topic, [{ value: '1' }]);
  });

  afterAll(() => gateway.close());

  it('can be members of their groups side by side, and are all live', async () => {
    const consumers = await Promise.all(
      Array.from({ length: 200 }, () => HttpConsumer.create(gateway.url, uniqueName('many'))),
    );
    await Promise.all(consumers.map((consumer) => consumer.subscribe(topic)));
    const reads = await Promise.all(consumers.map((consumer) => consumer.readCount(1, '?timeout=30000')));
    expect(reads.flat()).toHaveLength(200);
    await gateway.produce(topic, [{ value: '2' }]);
    for (const consumer of consumers) expect(await consumer.read('?timeout=10000')).toMatchObject([{ value: 2 }]);
    await Promise.all(consumers.map((consumer) => consumer.delete()));
  });

  it('leave their group when they expire', async () => {
    const short = await KafkaGateway.start({ ...PATIENT_READS, 'consumer.instance.timeout.ms': '1000' });
    const group = uniqueName('expiring');
    const own = uniqueName('expiring');
    await gateway.createTopic(own);
    await gateway.produce(own, [{ value: '1' }, { value: '2' }]);
    const forgotten = await HttpConsumer.create(short.url, group);
    await forgotten.subscribe(own);
    expect(await forgotten.read('?max_bytes=1')).toHaveLength(1);
    const heir = await HttpConsumer.create(gateway.url, group);
    await heir.subscribe(own);
    // One partition: the second member has nothing until the first one is gone, which committed what it had delivered.
    expect(await heir.read('?timeout=15000')).toMatchObject([{ value: 2 }]);
    expect(await send('GET', `${forgotten.base}/records`)).toMatchObject({ status: 404, body: { error_code: 40403 } });
    await short.close();
  });
});
