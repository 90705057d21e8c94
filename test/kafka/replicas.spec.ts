import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../scripts/kafka/ports.js';
import type { PeerAddress } from '../../src/config/settings.js';
import { ownerOf } from '../../src/peers/owner.js';
import { type Answer, HttpConsumer, send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { ReplicaProcess } from '../support/replica-process.js';
import { peerAddresses } from '../support/replicas.js';
import { RoundRobin } from '../support/round-robin.js';

const OPTIONS = { format: 'json', 'auto.offset.reset': 'earliest', 'auto.commit.enable': false };
/** Behind the proxy of the test; a member that died is thrown out of its group soon. */
const SETTINGS = { 'trusted.proxies': '127.0.0.1', 'consumer.session.timeout.ms': '6000' };

describe('three replicas behind a proxy that sends every request to the next one', () => {
  let writer: KafkaGateway;
  let list: PeerAddress[];
  let ports: number[];
  let replicas: ReplicaProcess[];
  let proxy: RoundRobin;
  let topic: string;
  let group: string;

  const start = (i: number, among = list): Promise<ReplicaProcess> =>
    ReplicaProcess.start(list[i]!, among, ports[i] ?? 0, SETTINGS);

  /** The replica that a name belongs to. */
  const ownerIndex = (name: string, among = list): number =>
    list.findIndex(({ id }) => id === ownerOf(group, name, among)?.id);

  const create = (name?: string): Promise<Answer> =>
    send('POST', `${proxy.url}/consumers/${group}`, { ...OPTIONS, name });

  const produce = (...values: string[]): Promise<void> =>
    writer.produce(
      topic,
      values.map((value) => ({ value: JSON.stringify(value) })),
    );

  beforeAll(async () => {
    writer = await KafkaGateway.start();
  });
  afterAll(() => writer.close());

  beforeEach(async () => {
    [topic, group] = [uniqueName('replicas'), uniqueName('replicas-group')];
    await writer.createTopic(topic);
    list = await peerAddresses(3);
    ports = await freePorts(3);
    replicas = await Promise.all(list.map((_, i) => start(i)));
    proxy = await RoundRobin.start(replicas.map(({ url }) => url));
  });

  afterEach(async () => {
    await proxy.close();
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
  });

  it('are one gateway to clients: create, subscribe, read, commit, seek, delete', async () => {
    await produce('a', 'b', 'c');
    for (const name of [undefined, uniqueName('mine')]) {
      const consumer = await HttpConsumer.create(proxy.url, group, { ...OPTIONS, name });
      expect(consumer.base.startsWith(`${proxy.url}/consumers/${group}/instances/`)).toBe(true);
      await consumer.subscribe(topic);
      expect((await consumer.readCount(3)).map(({ value }) => value)).toEqual(['a', 'b', 'c']);
      const stored = [{ topic, partition: 0, offset: 3 }];
      expect(await consumer.commit()).toMatchObject(stored);
      // As often as there are replicas: whoever is asked, it is the same instance.
      for (let i = 0; i < 3; i++) expect(await consumer.committed({ topic, partition: 0 })).toMatchObject(stored);
      await consumer.seek({ partitions: [{ topic, partition: 0 }] }, '/beginning');
      expect(await consumer.readCount(3)).toMatchObject([{ offset: 0 }, { offset: 1 }, { offset: 2 }]);
      await consumer.delete();
      expect(await consumer.send('GET', '/records')).toMatchObject({ status: 404, body: { error_code: 40403 } });
      group = uniqueName('replicas-group');
    }
  });

  it('do not let two clients have one name', async () => {
    const name = uniqueName('mine');
    const answers = await Promise.all(Array.from({ length: 9 }, () => create(name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(8).fill(409)]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { error_code: 40902 } });
  });

  it('say 404 when the one that has an instance is dead, and its client goes on at another one from its commit', async () => {
    const consumer = await HttpConsumer.create(proxy.url, group, OPTIONS);
    await consumer.subscribe(topic);
    await produce('a', 'b');
    expect(await consumer.readCount(2)).toHaveLength(2);
    await consumer.commit();
    const made = /rest-consumer-(r\d)-/.exec(consumer.base)?.[1];
    const owner = list.findIndex(({ id }) => id === made);
    await replicas[owner]!.end('SIGKILL');
    proxy.use(replicas.filter((_, i) => i !== owner).map(({ url }) => url));
    const isGone = async (): Promise<void> => {
      for (let i = 0; i < 3; i++) {
        const answer = await consumer.send('GET', '/records?timeout=100');
        expect(answer).toMatchObject({ status: 404, body: { error_code: 40403 } });
      }
    };
    await isGone();
    await produce('c');
    const next = await HttpConsumer.create(proxy.url, group, OPTIONS);
    await next.subscribe(topic);
    // First the group has to find out that its former member is dead.
    expect(await next.readCount(1, '?timeout=15000')).toMatchObject([{ value: 'c', offset: 2 }]);
    const stored = [{ topic, partition: 0, offset: 3 }];
    expect(await next.commit()).toMatchObject(stored);
    replicas[owner] = await start(owner);
    proxy.use(replicas.map(({ url }) => url));
    await isGone();
    for (let i = 0; i < 3; i++) expect(await next.committed({ topic, partition: 0 })).toMatchObject(stored);
  });

  it('lose an instance with the one that is scaled down, and its client goes on elsewhere from its commit', async () => {
    const names = Array.from({ length: 64 }, (_, i) => `n${i}`);
    const name = names.find((each) => ownerIndex(each) === 2) ?? '';
    const stays = names.find((each) => ownerIndex(each) === 1) ?? '';
    await Promise.all([create(name), create(stays)]);
    const base = `${proxy.url}/consumers/${group}/instances/${name}`;
    expect(await send('POST', `${base}/subscription`, { topics: [topic] })).toMatchObject({ status: 204 });
    await produce('a');
    let read: unknown[] = [];
    while (read.length === 0) read = (await send('GET', `${base}/records?timeout=5000`)).body as unknown[];
    expect(await send('POST', `${base}/offsets`)).toMatchObject({ status: 200 });

    proxy.use(replicas.slice(0, 2).map(({ url }) => url));
    const waiting = send('GET', `${base}/records?timeout=60000`);
    await replicas[2]!.busy();
    await replicas[2]!.end('SIGTERM');
    // A wait that the end of the replica cuts short is answered: whoever asked hears of it at once.
    expect(await waiting).toMatchObject({ status: 200, body: [] });
    expect(await send('GET', `${base}/records`)).toMatchObject({ status: 404, body: { error_code: 40403 } });
    // The others are told in place of DNS, one after the other, by a restart.
    const left = list.slice(0, 2);
    await replicas[0]!.end('SIGTERM');
    replicas[0] = await start(0, left);
    proxy.use([replicas[0].url]);
    expect(await send('GET', `${base}/records`)).toMatchObject({ status: 404, body: { error_code: 40403 } });
    // What another replica has did not change hands.
    expect(ownerIndex(stays, left)).toBe(1);
    expect(await send('GET', `${proxy.url}/consumers/${group}/instances/${stays}/assignments`)).toMatchObject({
      status: 200,
    });

    await produce('b');
    proxy.use([replicas[0].url, replicas[1]!.url]);
    const again = await send('POST', `${replicas[0].url}/consumers/${group}`, OPTIONS);
    expect(again).toMatchObject({ status: 200 });
    const { pathname } = new URL((again.body as { base_uri: string }).base_uri);
    expect(await send('POST', `${proxy.url}${pathname}/subscription`, { topics: [topic] })).toMatchObject({
      status: 204,
    });
    let rest: unknown[] = [];
    while (rest.length === 0) {
      const answer = await send('GET', `${replicas[0].url}${pathname}/records?timeout=10000`);
      expect(answer).toMatchObject({ status: 200 });
      rest = answer.body as unknown[];
    }
    expect(rest).toMatchObject([{ value: 'b', offset: 1 }]);
  });
});
