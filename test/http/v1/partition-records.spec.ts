import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { type Answer, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { header } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeReaderClient } from '../../support/fakes/reader.fake.js';
import { KIP80 } from '../../support/kip80-requests.js';
import { RawConnection } from '../../support/raw-http.js';

const V1 = 'application/vnd.kafka.v1+json';
const BINARY = 'application/vnd.kafka.binary.v1+json';
const JSON_V1 = 'application/vnd.kafka.json.v1+json';
const AVRO = 'application/vnd.kafka.avro.v1+json';

/** The three paths of one read. */
const PATHS = ['/topics/test/partitions/1', '/topics/test/partitions/1/messages', '/consume/test/partitions/1'];

describe('v1 reads without a group', () => {
  let app: TestApp;
  let reader: FakeReaderClient;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    reader = new FakeReaderClient(undefined, admin);
    app = await createTestApp({ admin, reader, settings: { consumers: { requestTimeoutMs: 50 } } });
    admin.addTopic('test', 2);
    reader.log.addPartitions('test', 2);
  });

  afterEach(async () => {
    RawConnection.destroyAll();
    await app.close();
  });

  const get = (path: string, accept = JSON_V1): Promise<Answer> =>
    send('GET', app.url + path, undefined, { Accept: accept });

  function append(...values: (string | null)[]): void {
    reader.log.append(
      'test',
      values.map((value, i) => ({ partition: 1, value, timestamp: 1000 * (i + 1) })),
    );
  }

  it.each(['consumePartition', 'readPartition'] as const)('answer the %s of KIP-80 as printed', async (name) => {
    const record = { partition: 1, key: 'key', value: 'value' };
    reader.log.append('test', [record, record, record]);
    const connection = await RawConnection.open(app.port);
    const response = await connection.send(KIP80[name]).response();
    expect([response.status, header(response, 'content-type')]).toEqual([200, BINARY]);
    expect(JSON.parse(response.text)).toEqual([
      { key: 'a2V5', value: 'dmFsdWU=', partition: 1, offset: 1 },
      { key: 'a2V5', value: 'dmFsdWU=', partition: 1, offset: 2 },
    ]);
  });

  it.each(PATHS)('begin where they are told, and bring as many as they are told: %s', async (path) => {
    append('0', '1', '2', '3');
    const offsets = ({ body }: Answer): number[] => (body as { offset: number }[]).map(({ offset }) => offset);
    expect(offsets(await get(`${path}?offset=1&count=2`))).toEqual([1, 2]);
    expect(offsets(await get(`${path}/?count=2&timestamp=3000`))).toEqual([2, 3]);
    expect(offsets(await get(`${path}?timestamp=1970-01-01T00:00:04Z&count=2`))).toEqual([3]);
  });

  it('bring one message of v1 and many of KIP-80 when they are not told', async () => {
    append('0', '1', '2');
    expect((await get(`${PATHS[1]}?offset=0`)).body).toHaveLength(1);
    expect((await get(`${PATHS[0]}?offset=0`)).body).toHaveLength(3);
    expect((await get(`${PATHS[2]}?offset=0`)).body).toHaveLength(3);
  });

  it.each(PATHS)('are empty beyond the end, and begin at the first record below it: %s', async (path) => {
    append('0', '1');
    app.admin.topics.get('test')!.partitions[1]!.beginningOffset = 1;
    expect(await get(`${path}?offset=2`)).toMatchObject({ status: 200, text: '[]' });
    expect(await get(`${path}?offset=99`)).toMatchObject({ status: 200, text: '[]' });
    expect(await get(`${path}?offset=0`)).toMatchObject({ status: 200, body: [{ offset: 1, value: 1 }] });
  });

  it('show records as the Accept header says, base64 where it names no format', async () => {
    append('{"n":1.10}');
    const path = `${PATHS[0]}?offset=0`;
    expect(await get(path)).toMatchObject({
      type: JSON_V1,
      text: '[{"key":null,"value":{"n":1.10},"partition":1,"offset":0}]',
    });
    for (const type of [BINARY, V1]) {
      expect(await get(path, type)).toMatchObject({ type, body: [{ value: 'eyJuIjoxLjEwfQ==' }] });
    }
    const asJson = `application/json, ${V1};q=0.5`;
    expect(await get(path, `${V1};q=0.5, application/json;q=0.1`)).toMatchObject({ type: V1 });
    // Better than any type of v1: then it is v2 that is spoken, where this is the partition itself.
    expect(await get(path, asJson)).toMatchObject({ type: 'application/json', body: { partition: 1, leader: 1 } });
    expect(await get(path, AVRO)).toMatchObject({ status: 422, body: { error_code: 42206 } });
  });

  it('wait for a record, no longer than they are told', async () => {
    const waiting = get(`${PATHS[0]}?offset=0&timeout=20000`);
    append('"now"');
    expect(await waiting).toMatchObject({ status: 200, body: [{ value: 'now' }] });
  });

  it('are not what describes a partition', async () => {
    expect(await get('/topics/test/partitions/1', V1)).toMatchObject({
      status: 200,
      body: { partition: 1, leader: 1 },
    });
    expect(await get('/topics/test/partitions/1?count=3', V1)).toMatchObject({ body: { partition: 1 } });
    expect(reader.ranges).toEqual([]);
  });

  it('read nothing for HEAD', async () => {
    append('0');
    const head = await fetch(`${app.url}${PATHS[0]}?offset=0`, { method: 'HEAD', headers: { Accept: JSON_V1 } });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, JSON_V1]);
    expect(reader.ranges).toEqual([]);
  });

  it('tell of a record that cannot be shown, with its place', async () => {
    append('1', 'no json');
    expect(await get(`${PATHS[0]}?offset=0`)).toMatchObject({ body: [{ offset: 0 }] });
    const failed = await get(`${PATHS[0]}?offset=1`);
    expect(failed).toMatchObject({ status: 408, body: { error_code: 40801 } });
    expect((failed.body as { message: string }).message).toContain('topic test, partition 1, offset 1');
    expect(await get(`${PATHS[0]}?offset=1&on_error=raw`)).toMatchObject({ body: [{ value: 'bm8ganNvbg==' }] });
  });

  it.each([
    ['/topics/missing/partitions/0/messages?offset=0', 404, 40401],
    ['/topics/test/partitions/7/messages?offset=0', 404, 40402],
    ['/consume/missing/partitions/0?offset=0', 404, 40401],
    ['/consume/test/partitions/7?offset=0', 404, 40402],
    ['/topics/test/partitions/7?offset=0', 404, 40402],
    ['/topics/test/partitions/1/messages', 400, 400],
    ['/topics/test/partitions/1/messages?offset=0&timestamp=0', 400, 400],
    ['/consume/test/partitions/1', 400, 400],
    ['/consume/test/partitions/1?offset=-1', 400, 400],
    ['/consume/test/partitions/1?offset=1e3', 400, 400],
    ['/consume/test/partitions/1?offset=', 400, 400],
    ['/consume/test/partitions/1?offset=99999999999999999999', 400, 400],
    ['/consume/test/partitions/1?offset=0&offset=1', 400, 400],
    ['/topics/test/partitions/1?offset=0&offset=1', 400, 400],
    ['/consume/test/partitions/1?offset=0&count=0', 400, 400],
    ['/consume/test/partitions/1?offset=0&count=99999999', 400, 400],
    ['/consume/test/partitions/1?timestamp=yesterday', 400, 400],
    ['/consume/test/partitions/x?offset=0', 400, 400],
    ['/consume/a%00b/partitions/1?offset=0', 400, 400],
  ])('answer %s with %i and %i', async (path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { error_code: code } });
  });

  it('answer 50001 when Kafka fails, and 503 when it is out of reach', async () => {
    append('0');
    reader.error = new GatewayError('kafka-error', 'Broker: it does not work.');
    expect(await get(`${PATHS[2]}?offset=0`)).toMatchObject({ status: 500, body: { error_code: 50001 } });
    reader.error = new GatewayError('kafka-unavailable', 'No broker can be reached.');
    expect(await get(`${PATHS[0]}?offset=0`)).toMatchObject({ status: 503, body: { error_code: 50302 } });
  });
});
