import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConsumer, type ReadRecord } from '../support/consumer-http.js';
import { KafkaGateway, PATIENT_READS } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';

describe('a group of consumer instances', () => {
  let gateway: KafkaGateway;

  beforeAll(async () => {
    gateway = await KafkaGateway.start(PATIENT_READS);
  });

  afterAll(() => gateway.close());

  it('shares the partitions; when members come and go, nothing is lost and no committed work is repeated', async () => {
    const topic = uniqueName('shared');
    const group = uniqueName('shared');
    await gateway.createTopic(topic, 4);
    const total = 4000;
    const seen: string[] = [];
    const options = { 'auto.commit.enable': 'false' };

    /** Reads and commits until told to stop; what is committed counts as done. */
    async function work(consumer: HttpConsumer, stop: () => boolean): Promise<void> {
      while (!stop()) {
        const records: ReadRecord[] = await consumer.read('?timeout=200&max_bytes=2000');
        if (records.length === 0) continue;
        const committed = await consumer.send('POST', '/offsets');
        // Refused in the middle of a rebalance: the group gives these records to somebody again.
        if (committed.status !== 200) continue;
        const stored = committed.body as { partition: number; offset: number }[];
        const done = records.filter(({ partition, offset }) =>
          stored.some((entry) => entry.partition === partition && entry.offset > offset),
        );
        seen.push(...done.map(({ partition, offset }) => `${partition}@${offset}`));
      }
    }

    const all = (): boolean => new Set(seen).size >= total;
    const first = await HttpConsumer.create(gateway.url, group, options);
    await first.subscribe(topic);
    const second = await HttpConsumer.create(gateway.url, group, options);
    const joining = Promise.withResolvers<void>();
    let leaving = false;
    const producing = (async () => {
      for (let i = 0; i < 40; i++) {
        const records = Array.from({ length: total / 40 }, (_, k) => ({ value: `${i * 100 + k}`, partition: k % 4 }));
        await gateway.produce(topic, records);
        if (i === 10) joining.resolve(second.subscribe(topic));
        if (i === 25) leaving = true;
      }
    })();
    const secondWorks = (async () => {
      await joining.promise;
      await work(second, () => leaving && seen.length > total / 2);
      await second.delete();
    })();
    await Promise.all([producing, secondWorks, work(first, all)]);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  it('gives the partitions of a deleted member to the others at once', async () => {
    const topic = uniqueName('handover');
    const group = uniqueName('handover');
    await gateway.createTopic(topic, 2);
    const first = await HttpConsumer.create(gateway.url, group);
    const second = await HttpConsumer.create(gateway.url, group);
    await first.subscribe(topic);
    await second.subscribe(topic);
    const both = async () => [await first.partitions(), await second.partitions()] as unknown[][];
    while ((await both()).some((partitions) => partitions.length !== 1)) await first.read('?timeout=100');
    await first.delete();
    await gateway.produce(topic, [
      { value: '0', partition: 0 },
      { value: '1', partition: 1 },
    ]);
    expect((await second.readCount(2, '?timeout=10000')).map(({ partition }) => partition).sort()).toEqual([0, 1]);
  });

  it('goes on behind what was delivered, automatically, when one instance ends and another begins', async () => {
    const topic = uniqueName('restart');
    const group = uniqueName('restart');
    await gateway.createTopic(topic);
    await gateway.produce(topic, [{ value: '1' }, { value: '2' }, { value: '3' }]);
    for (const expected of [1, 2, 3]) {
      const consumer = await HttpConsumer.create(gateway.url, group, { name: 'same' });
      await consumer.subscribe(topic);
      expect(await consumer.read('?max_bytes=1')).toMatchObject([{ value: expected }]);
      await consumer.delete();
    }
  });

  it('keeps a member that does not read for longer than its client would have to poll', async () => {
    const slow = await KafkaGateway.start({
      ...PATIENT_READS,
      'consumer.max.poll.interval.ms': '2000',
      'consumer.session.timeout.ms': '2000',
      'consumer.heartbeat.interval.ms': '500',
    });
    const topic = uniqueName('silent');
    await slow.createTopic(topic);
    const consumer = await HttpConsumer.create(slow.url, uniqueName('silent'), { 'auto.commit.enable': false });
    await consumer.subscribe(topic);
    await slow.produce(topic, [{ value: '1' }, { value: '2' }]);
    expect(await consumer.read('?max_bytes=1')).toHaveLength(1);
    // Acknowledgements are the clock: the gateway and the broker are alive all the time.
    const clock = uniqueName('clock');
    await slow.createTopic(clock);
    const silentSince = performance.now();
    while (performance.now() - silentSince < 4000) await slow.produce(clock, [{ value: '0' }]);
    // Still in the old generation, with its position: nothing is read twice and the commit is taken.
    expect(await consumer.read()).toMatchObject([{ offset: 1 }]);
    expect(await consumer.commit()).toMatchObject([{ offset: 2 }]);
    await slow.close();
  });
});
