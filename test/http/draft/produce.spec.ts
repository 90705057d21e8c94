import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';
const DEEP = `${'['.repeat(64)}${']'.repeat(64)}`;
const NOT_BASE64 = 'not base64 (standard alphabet, padding optional)';
const PARTITION = 'must be an integer from 0 to 2147483647, or null';

describe('draft produce', () => {
  let app: TestApp;
  const admin = new FakeAdminClient();
  const producer = new FakeProducerClient(admin);
  let topics = 0;
  let topic = '';

  beforeAll(async () => {
    app = await createTestApp({ admin, producer, settings: { produce: { recordsMax: 5 } } });
  });

  afterAll(() => app.close());

  beforeEach(() => {
    producer.clear();
    // what is known of a topic is remembered for a while: every test has its own
    topic = `orders-${topics++}`;
    admin.addTopic(topic, 3);
  });

  const post = (body: string | Buffer, path = `/topics/${topic}`): Promise<Response> =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': DRAFT },
      body: new Uint8Array(Buffer.from(body)),
    });

  const values = (partition: number): (string | null)[] =>
    producer.records(topic, partition).map(({ value }) => value?.toString() ?? null);

  it('writes to the partition that a record names, else to that of the path', async () => {
    const body =
      '[{"value":"QQ=="},{"value":"Qg==","partition":"0"},{"value":"Qw==","partition":null},{"value":"RA==","partition":1}]';
    const response = await post(body, `/topics/${topic}/partitions/2`);
    expect(await response.text()).toBe(
      '[{"partition":2,"offset":0},{"partition":0,"offset":0},{"partition":2,"offset":1},{"partition":1,"offset":0}]',
    );
    expect([values(0), values(1), values(2)]).toEqual([['B'], ['D'], ['A', 'C']]);
  });

  it('stores null as a tombstone, and an empty text as an empty value', async () => {
    expect(
      (await post('[{"key":"aw==","value":null,"partition":0},{"key":null,"value":"","partition":0}]')).status,
    ).toBe(200);
    expect(producer.records(topic)).toMatchObject([
      { key: Buffer.from('k'), value: null },
      { key: null, value: Buffer.alloc(0) },
    ]);
  });

  it.each([
    ['[{"value":"QQ=="}', 400, /^Malformed JSON: the body ends in the middle/],
    ['[{"value":"QQ=="},]', 400, /^Malformed JSON: unexpected byte 18\.$/],
    ['nonsense', 400, /^Malformed JSON/],
    ['[{"value":"***"},{"value":tru}]', 400, /^Malformed JSON/],
    ['[]x', 400, /^Malformed JSON/],
    [`[{"value":${DEEP}}]`, 400, /^JSON nested too deep: more than 64 levels/],
    ['[{"value":"***="}]', 400, `[0].value: ${NOT_BASE64}`],
    ['[{"value":"QQ=="},{"key":"QUI-","value":"QQ=="}]', 400, `[1].key: ${NOT_BASE64}`],
    ['[{"value":17}]', 400, '[0].value: must be a string of base64'],
    ['', 422, 'body: missing; it must be a non-empty array of records'],
    ['{}', 422, 'body: must be a non-empty array of records'],
    ['{"records":[{"value":"QQ=="}]}', 422, 'body: must be a non-empty array of records'],
    ['null', 422, 'body: must be a non-empty array of records'],
    ['[]', 422, 'body: must be a non-empty array of records'],
    ['[{"value":"QQ=="},7]', 422, '[1]: must be an object'],
    ['[{"value":"QQ=="},{}]', 422, '[1].value: missing; null is a tombstone'],
    ['[{"key":"QQ=="}]', 422, '[0].value: missing; null is a tombstone'],
    ['[{"value":"QQ==","timestamp":1}]', 422, 'Unrecognized field: timestamp (in [0])'],
    ['[{"value":"QQ==","__proto__":1}]', 422, 'Unrecognized field: __proto__ (in [0])'],
    ['[{"value":"QQ==","partition":-1}]', 422, `[0].partition: ${PARTITION} (was -1)`],
    ['[{"value":"QQ==","partition":"-1"}]', 422, `[0].partition: ${PARTITION} (was "-1")`],
    ['[{"value":"QQ==","partition":""}]', 422, `[0].partition: ${PARTITION} (was "")`],
    ['[{"value":"QQ==","partition":" 1"}]', 422, `[0].partition: ${PARTITION} (was " 1")`],
    ['[{"value":"QQ==","partition":"1.0"}]', 422, `[0].partition: ${PARTITION} (was "1.0")`],
    ['[{"value":"QQ==","partition":2147483648}]', 422, `[0].partition: ${PARTITION} (was 2147483648)`],
    ['[{"value":"QQ==","partition":"2147483648"}]', 422, `[0].partition: ${PARTITION} (was "2147483648")`],
    ['[{"value":"QQ==","partition":{"a":1}}]', 422, `[0].partition: ${PARTITION} (was {"a":1})`],
    [`[${Array(6).fill('{"value":"QQ=="}').join()}]`, 422, 'body: must be at most 5 records in one request'],
  ])('refuses %s with %i and sends nothing', async (body, status, message) => {
    const refusal = await expectEnvelope(await post(body), status);
    if (typeof message === 'string') expect(refusal).toBe(message);
    else expect(refusal).toMatch(message);
    expect(producer.sends).toEqual([]);
  });

  it('refuses what is not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('[{"value":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}]')]);
    expect(await expectEnvelope(await post(body), 400)).toBe('The body is not valid UTF-8.');
  });

  it('reads the next body as if the faulty one had not been', async () => {
    await expectEnvelope(await post('[{"key":"aw==","value":"QQ==","partition":2},{"value":"*"}]'), 400);
    expect(await (await post('[{"value":"Qg==","partition":0}]')).json()).toEqual([{ partition: 0, offset: 0 }]);
    expect([values(0), values(2)]).toEqual([['B'], []]);
  });

  it('answers 404 for a topic or a partition that does not exist, and sends nothing', async () => {
    const body = '[{"value":"QQ=="}]';
    await expectEnvelope(await post(body, '/topics/missing'), 404, 40401);
    await expectEnvelope(await post(body, `/topics/${topic}/partitions/3`), 404, 40402);
    await expectEnvelope(await post('[{"value":"QQ==","partition":"3"}]'), 404, 40402);
    await expectEnvelope(await post(body, `/topics/${topic}/partitions/one`), 400);
    await expectEnvelope(await post(body, '/topics/a%00b'), 400);
    expect(producer.sends).toEqual([]);
  });

  it('tells the failure of a record beside the results of the others', async () => {
    producer.fault = (index) => (index === 1 ? { code: 'kafka-retriable', message: 'Not enough replicas.' } : null);
    const response = await post('[{"value":"QQ==","partition":0},{"value":"Qg==","partition":0}]');
    expect([response.status, await response.json()]).toEqual([
      200,
      [
        { partition: 0, offset: 0 },
        { partition: null, offset: null, error_code: 50003, error: 'Not enough replicas.' },
      ],
    ]);
  });

  it('answers 403 when Kafka does not authorize a record, and keeps the results', async () => {
    producer.fault = (index) => (index === 0 ? { code: 'forbidden', message: 'Not authorized.' } : null);
    const response = await post('[{"value":"QQ==","partition":0},{"value":"Qg==","partition":0}]');
    expect([response.status, await response.json()]).toEqual([
      403,
      [
        { partition: null, offset: null, error_code: 40301, error: 'Not authorized.' },
        { partition: 0, offset: 0 },
      ],
    ]);
  });

  it('answers 503 with Retry-After when no broker can be reached', async () => {
    producer.refuseWith(new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    const response = await post('[{"value":"QQ=="}]');
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    await expectEnvelope(response, 503, 50302);
  });
});
