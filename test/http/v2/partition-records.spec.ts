import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { type Answer, type ReadRecord, send } from '../../support/consumer-http.js';
import { eventually } from '../../support/consumer-service.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import type { FakeRecord } from '../../support/fakes/consumer-log.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { RawConnection } from '../../support/raw-http.js';
import type { SettingsChange } from '../../support/test-settings.js';

const JSON_V2 = 'application/vnd.kafka.json.v2+json';
const BINARY_V2 = 'application/vnd.kafka.binary.v2+json';

describe('v2 reads without a group', () => {
  let app: TestApp;

  async function start(settings: SettingsChange = {}): Promise<void> {
    const admin = new FakeAdminClient();
    const consumers = new FakeConsumerClientFactory(admin);
    app = await createTestApp({
      admin,
      consumers,
      settings: { consumers: { requestTimeoutMs: 20, ...settings.consumers }, reads: settings.reads },
    });
    app.consumers.addTopic('t', 2);
  }

  beforeEach(() => start());

  afterEach(async () => {
    RawConnection.destroyAll();
    await app.close();
  });

  const fill = (...records: FakeRecord[]) => app.consumers.append('t', ...records);
  const get = (query: string, place = 't/partitions/0', accept = JSON_V2): Promise<Answer> =>
    send('GET', `${app.url}/topics/${place}/records${query}`, undefined, { Accept: accept });
  const values = async (query: string, place?: string): Promise<unknown[]> => {
    const answer = await get(query, place);
    expect(answer).toMatchObject({ status: 200, type: JSON_V2 });
    return (answer.body as ReadRecord[]).map(({ value }) => value);
  };

  it('answer the records from an offset on as consumers get them', async () => {
    fill({ value: '1' }, { key: '"k"', value: '{"a":1.10}' }, { partition: 1, value: '3' });
    expect((await get('?offset=0')).text).toBe(
      '[{"key":null,"value":1,"partition":0,"offset":0,"topic":"t"},' +
        '{"key":"k","value":{"a":1.10},"partition":0,"offset":1,"topic":"t"}]',
    );
    expect(await values('?offset=1')).toEqual([{ a: 1.1 }]);
    expect(await values('?offset=0', 't/partitions/1')).toEqual([3]);
  });

  it('answer base64 when no format is asked for', async () => {
    fill({ key: 'k', value: 'v' });
    const binary = [{ key: 'aw==', value: 'dg==', offset: 0 }];
    expect(await get('?offset=0', undefined, BINARY_V2)).toMatchObject({ status: 200, type: BINARY_V2, body: binary });
    for (const accept of ['*/*', 'application/json', 'application/vnd.kafka.v2+json']) {
      expect(await get('?offset=0', undefined, accept)).toMatchObject({ status: 200, body: binary });
    }
    expect(await get('?offset=0', undefined, 'text/html')).toMatchObject({ status: 406, body: { error_code: 406 } });
  });

  it('take exactly one of offset and timestamp', async () => {
    for (const query of ['', '?count=1', '?offset=0&timestamp=0']) {
      expect(await get(query)).toMatchObject({
        status: 400,
        body: { error_code: 400, message: expect.stringMatching(/^offset, timestamp: .*one of them/) as unknown },
      });
    }
  });

  it.each([
    ['offset=-1', 'offset'],
    ['offset=1.5', 'offset'],
    ['offset=9007199254740993', 'offset'],
    ['offset=0&offset=1', 'offset'],
    ['timestamp=yesterday', 'timestamp'],
    ['timestamp=9007199254740991', 'timestamp'],
    ['offset=0&count=0', 'count'],
    ['offset=0&count=10001', 'count'],
    ['offset=0&count=many', 'count'],
    ['offset=0&max_bytes=x', 'max_bytes'],
    ['offset=0&timeout=x', 'timeout'],
    ['offset=0&include=offset', 'include'],
    ['offset=0&on_error=panic', 'on_error'],
  ])('refuse %s, naming the parameter', async (query, name) => {
    expect(await get(`?${query}`)).toMatchObject({
      status: 400,
      body: { error_code: 400, message: expect.stringMatching(new RegExp(`^${name}: `)) as unknown },
    });
    expect(app.reader.ranges).toEqual([]);
  });

  it('begin at a time, in milliseconds or ISO 8601', async () => {
    const at = (timestamp: string, value: string) => ({ value, timestamp: Date.parse(timestamp) });
    fill(at('2026-01-31T11:00:00Z', '1'), at('2026-01-31T12:00:00Z', '2'), at('2026-01-31T13:00:00Z', '3'));
    expect(await values('?timestamp=2026-01-31T11:30:00Z')).toEqual([2, 3]);
    expect(await values(`?timestamp=${Date.parse('2026-01-31T13:00:00Z')}`)).toEqual([3]);
    expect(await values('?timestamp=0')).toEqual([1, 2, 3]);
    expect(await values('?timestamp=2026-01-31T13:00:01Z')).toEqual([]);
  });

  it('begin at the first record when the offset lies before it', async () => {
    fill({ value: '1' }, { value: '2' }, { value: '3' });
    app.admin.topics.get('t')!.partitions[0]!.beginningOffset = 2;
    expect(await values('?offset=0')).toEqual([3]);
  });

  it('answer none beyond the end, and what comes there while they wait', async () => {
    fill({ value: '1' });
    expect(await values('?offset=1&timeout=1')).toEqual([]);
    expect(await values('?offset=7&timeout=1')).toEqual([]);
    const waiting = [values('?offset=1&timeout=60000'), values('?offset=2&timeout=60000')];
    await eventually(() => app.reader.waiting === 1);
    fill({ value: '2' }, { value: '3' });
    expect(await Promise.all(waiting)).toEqual([[2, 3], [3]]);
  });

  it('answer no more than count records and max_bytes bytes, a larger record alone', async () => {
    fill(...Array.from({ length: 120 }, (_, i) => ({ value: String(1000 + i) })));
    expect(await values('?offset=0')).toHaveLength(100);
    expect(await values('?offset=0&count=120')).toHaveLength(120);
    expect(await values('?offset=0&count=2')).toEqual([1000, 1001]);
    expect(await values('?offset=0&max_bytes=9')).toEqual([1000, 1001]);
    expect(await values('?offset=5&max_bytes=1')).toEqual([1005]);
  });

  it('are bounded by the settings', async () => {
    await app.close();
    await start({ reads: { recordsMax: 3 }, consumers: { requestMaxBytes: 8, requestTimeoutMaxMs: 20 } });
    fill(...Array.from({ length: 9 }, (_, i) => ({ value: String(1000 + i) })));
    expect(await values('?offset=0&max_bytes=100')).toEqual([1000, 1001]);
    expect(await values('?offset=9&timeout=600000')).toEqual([]);
    expect(await get('?offset=0&count=4')).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('1 to 3 (reads.records.max)') as unknown },
    });
  });

  it('carry headers and timestamps when they are included', async () => {
    fill({ value: '1', timestamp: 17, headers: [{ name: 'h', value: Buffer.from('abc') }] });
    expect((await get('?offset=0&include=headers,timestamp')).body).toMatchObject([
      { timestamp: 17, headers: [{ name: 'h', value: 'YWJj' }] },
    ]);
    expect((await get('?offset=0')).text).not.toContain('timestamp');
  });

  it('answer the good records before one that cannot be decoded, and complain when it is first', async () => {
    fill({ value: '1' }, { value: 'text' }, { value: '3' });
    expect(await values('?offset=0')).toEqual([1]);
    for (const policy of ['', '&on_error=stop']) {
      expect(await get(`?offset=1${policy}`)).toMatchObject({
        status: 408,
        body: {
          error_code: 40801,
          message: expect.stringContaining('topic t, partition 0, offset 1 is not') as unknown,
        },
      });
    }
    expect(await values('?offset=2')).toEqual([3]);
  });

  it('step over what cannot be decoded, or show it as base64, when they are to', async () => {
    fill({ value: 'text' }, { value: 'text' }, { value: '3' });
    expect(await values('?offset=0&on_error=skip')).toEqual([3]);
    expect(await values('?offset=0&count=1&on_error=skip&timeout=60000')).toEqual([3]);
    expect((await get('?offset=0&count=1&on_error=raw')).body).toMatchObject([
      { value: 'dGV4dA==', error: expect.stringContaining('the value is not valid JSON') as unknown },
    ]);
  });

  it('say which of topic and partition does not exist', async () => {
    expect(await get('?offset=0', 'nope/partitions/0')).toMatchObject({ status: 404, body: { error_code: 40401 } });
    expect(await get('?offset=0', 't/partitions/2')).toMatchObject({ status: 404, body: { error_code: 40402 } });
    expect(await get('?offset=0', 't/partitions/x')).toMatchObject({ status: 400, body: { error_code: 400 } });
    expect(await get('?offset=0', 't%00/partitions/0')).toMatchObject({ status: 400, body: { error_code: 400 } });
    app.consumers.addTopic('t', 3);
    app.consumers.append('t', { partition: 2, value: '1' });
    expect(await values('?offset=0', 't/partitions/2')).toEqual([1]);
  });

  it('do not ask each time whether a topic exists, but again when a read failed', async () => {
    fill({ value: '1' });
    for (let i = 0; i < 5; i++) await values('?offset=0');
    const asked = app.admin.callsOf('describeTopics');
    expect(asked).toBeLessThan(5);
    app.reader.error = new GatewayError('topic-not-found', 'Topic "t" not found.');
    expect(await get('?offset=0')).toMatchObject({ status: 404, body: { error_code: 40401 } });
    app.reader.error = null;
    expect(await values('?offset=0')).toEqual([1]);
    expect(app.admin.callsOf('describeTopics')).toBeGreaterThan(asked);
  });

  it.each([
    ['forbidden', 403, 40301],
    ['kafka-unavailable', 503, 50302],
    ['kafka-retriable', 503, 50003],
  ] as const)('tell of Kafka being %s', async (code, status, number) => {
    app.reader.error = new GatewayError(code, 'Kafka says no.');
    expect(await get('?offset=0')).toMatchObject({ status, body: { error_code: number, message: 'Kafka says no.' } });
    app.reader.error = null;
    app.admin.failWith('describeTopics', new GatewayError(code, 'Kafka says no.'));
    expect(await get('?offset=0')).toMatchObject({ status, body: { error_code: number } });
  });

  it('refuse formats with schemas when there is no schema registry', async () => {
    expect(await get('?offset=0', undefined, 'application/vnd.kafka.avro.v2+json')).toMatchObject({
      status: 422,
      body: { error_code: 42206 },
    });
  });

  it('read nothing for HEAD', async () => {
    fill({ value: '1' });
    const answer = await send('HEAD', `${app.url}/topics/t/partitions/0/records?offset=0`);
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(app.reader.ranges).toEqual([]);
  });

  it('end when their client hangs up, and when the gateway shuts down', async () => {
    const target = '/topics/t/partitions/0/records?offset=0&timeout=60000';
    const gone = (await RawConnection.open(app.port)).request('GET', target);
    await eventually(() => app.reader.waiting === 1);
    gone.destroy();
    await eventually(() => app.reader.waiting === 0);
    const waiting = values('?offset=0&timeout=60000');
    await eventually(() => app.reader.waiting === 1);
    app.drain.close();
    expect(await waiting).toEqual([]);
  });
});
