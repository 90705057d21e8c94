import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from '../support/consumer-http.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { KIP80 } from '../support/kip80-requests.js';
import { uniqueName } from '../support/native-clients.js';
import { RawConnection, type RawResponse } from '../support/raw-http.js';

const V1 = 'application/vnd.kafka.v1+json';
const BINARY = 'application/vnd.kafka.binary.v1+json';
const JSON_V1 = 'application/vnd.kafka.json.v1+json';

let gateway: KafkaGateway;

beforeAll(async () => {
  gateway = await KafkaGateway.start();
});

afterAll(() => gateway.close());
afterEach(() => RawConnection.destroyAll());

describe('KIP-80, request by request as it is printed', () => {
  async function ask(request: string): Promise<RawResponse> {
    const connection = await RawConnection.open(Number(new URL(gateway.url).port));
    return connection.send(request).response();
  }

  const typeOf = ({ status, headers }: RawResponse): unknown[] => [status, ...(headers.get('content-type') ?? [])];

  it('produces, reads, consumes and commits', async () => {
    await gateway.createTopic('test', 3);
    await gateway.createTopic('topic', 2);

    const toTopic = await ask(KIP80.produceToTopic);
    expect(typeOf(toTopic)).toEqual([200, V1]);
    const { offsets } = JSON.parse(toTopic.text) as { offsets: { partition: number; offset: number }[] };
    expect(offsets).toMatchObject([{ offset: 0 }, { partition: 1 }]);

    const toPartition = await ask(KIP80.produceToPartition);
    expect(typeOf(toPartition)).toEqual([200, V1]);
    expect(JSON.parse(toPartition.text)).toMatchObject({ offsets: [{ partition: 1 }, { partition: 1 }] });

    for (const request of [KIP80.consumePartition, KIP80.readPartition]) {
      const read = await ask(request);
      expect(typeOf(read)).toEqual([200, BINARY]);
      const records = JSON.parse(read.text) as { offset: number }[];
      expect(records.at(-1)).toMatchObject({ key: null, value: 'dmFsdWU=', partition: 1 });
      expect(Object.keys(records[0]!)).toEqual(['key', 'value', 'partition', 'offset']);
      expect(records[0]!.offset).toBe(1);
    }

    const created = await ask(KIP80.createConsumer);
    expect(typeOf(created)).toEqual([200, V1]);
    const url = 'http://localhost/consumers/group/instances/Instance1';
    expect(JSON.parse(created.text)).toEqual({ instance_id: 'Instance1', base_uri: url, id: 'Instance1', url });

    // The example goes on with another name than it created: names are told apart by case.
    expect((await ask(KIP80.consume)).status).toBe(404);
    const second = KIP80.createConsumer.replace('"Instance1"', '"instance1"');
    expect((await ask(second)).status).toBe(200);

    await gateway.produce('topic', [
      { key: 'key', value: 'value', partition: 1 },
      { key: 'key', value: 'value', partition: 1 },
    ]);
    const consumed = await ask(KIP80.consume);
    expect(typeOf(consumed)).toEqual([200, BINARY]);
    expect(JSON.parse(consumed.text)).toEqual([
      { key: 'a2V5', value: 'dmFsdWU=', partition: 1, offset: 0 },
      { key: 'a2V5', value: 'dmFsdWU=', partition: 1, offset: 1 },
    ]);

    const committed = await ask(KIP80.commit);
    expect(typeOf(committed)).toEqual([200, V1]);
    expect(JSON.parse(committed.text)).toEqual([{ topic: 'topic', partition: 1, consumed: 1, committed: 1 }]);
  });
});

describe('v1', () => {
  const get = (path: string, accept: string) => send('GET', `${gateway.url}${path}`, undefined, { Accept: accept });

  const post = (path: string, body?: unknown, type = V1) =>
    send('POST', `${gateway.url}${path}`, body, { 'Content-Type': type, Accept: V1 });

  it('lets a second instance go on behind what the first one committed', async () => {
    const topic = uniqueName('v1');
    const group = uniqueName('v1');
    await gateway.createTopic(topic);
    const records = [{ value: 1 }, { value: 2 }, { value: 3 }];
    expect(await post(`/topics/${topic}`, { records }, JSON_V1)).toMatchObject({ status: 200, type: V1 });

    const options = { format: 'json', 'auto.offset.reset': 'smallest' };
    const read = (name: string, query = '') =>
      get(`/consumers/${group}/instances/${name}/topics/${topic}${query}`, JSON_V1);

    expect(await post(`/consumers/${group}`, { ...options, id: 'first' })).toMatchObject({ status: 200 });
    expect(await read('first', '?max_bytes=2')).toMatchObject({ body: [{ value: 1 }, { value: 2 }] });
    const at = { topic, partition: 0, consumed: 1, committed: 1 };
    expect(await post(`/consumers/${group}/instances/first/offsets`)).toMatchObject({ status: 200, body: [at] });
    // Delivered, but not committed: the next one gets it again.
    expect(await read('first')).toMatchObject({ body: [{ value: 3 }] });
    const first = `${gateway.url}/consumers/${group}/instances/first`;
    expect(await send('DELETE', first, undefined, { Accept: V1 })).toMatchObject({ status: 204, text: '' });

    expect(await post(`/consumers/${group}`, { ...options, id: 'second' })).toMatchObject({ status: 200 });
    expect(await read('second')).toMatchObject({ status: 200, body: [{ value: 3, offset: 2 }] });
  });

  it('knows which topics exist when an instance reads them for the first time', async () => {
    const group = uniqueName('v1');
    const topic = uniqueName('v1');
    expect(await post(`/consumers/${group}`, { id: 'i' })).toMatchObject({ status: 200 });
    const path = `/consumers/${group}/instances/i/topics/${topic}`;
    expect(await get(path, BINARY)).toMatchObject({ status: 404, body: { error_code: 40401 } });
    await gateway.createTopic(topic);
    expect(await get(path, BINARY)).toMatchObject({ status: 200, text: '[]' });
    const other = `/consumers/${group}/instances/i/topics/${uniqueName('v1')}`;
    expect((await get(other, BINARY)).status).toBe(404);
  });

  it('reads messages from an offset and from a time', async () => {
    const topic = uniqueName('v1');
    await gateway.createTopic(topic);
    const records = ['a', 'b', 'c'].map((value, i) => ({ value, timestamp: 1000 * (i + 1) }));
    expect(await post(`/topics/${topic}`, { records }, JSON_V1)).toMatchObject({ status: 200 });
    const messages = `/topics/${topic}/partitions/0/messages`;
    expect(await get(`${messages}?offset=0`, JSON_V1)).toMatchObject({
      status: 200,
      type: JSON_V1,
      text: '[{"key":null,"value":"a","partition":0,"offset":0}]',
    });
    expect(await get(`${messages}?offset=1&count=5`, JSON_V1)).toMatchObject({
      body: [{ value: 'b' }, { value: 'c' }],
    });
    const later = `${messages}?timestamp=1970-01-01T00:00:03Z&count=5`;
    expect(await get(later, JSON_V1)).toMatchObject({ body: [{ value: 'c' }] });
    expect(await get(`${messages}?offset=3&timeout=1`, JSON_V1)).toMatchObject({ status: 200, text: '[]' });
  });
});
