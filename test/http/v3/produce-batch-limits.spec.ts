import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';
import { GatewayError } from '../../../src/errors/gateway-error.js';

interface Batch {
  successes: { id: string; partition_id: number; offset: number }[];
  failures: { id: string; error_code: number; message: string }[];
}

describe('a batch of records, entry by entry', () => {
  let app: TestApp;
  let producer: FakeProducerClient;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    admin.addTopic('t', 3);
    producer = new FakeProducerClient(admin);
    app = await createTestApp({ admin, producer, settings: { streams: { batchMaxEntries: 100 } } });
  });

  afterEach(() => app.close());

  async function post(
    body: string,
    { cluster = 'fake-cluster', type = 'application/json', mount = '' } = {},
  ): Promise<{ status: number; body: Batch }> {
    const url = `${app.url}${mount}/v3/clusters/${cluster}/topics/t/records:batch`;
    const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
    return { status: response.status, body: (await response.json()) as Batch };
  }

  const values = (partition: number): (string | undefined)[] =>
    producer.records('t', partition).map(({ value }) => value?.toString());

  it('keeps the order of the request in both lists, whatever the partitions', async () => {
    const entries = Array.from({ length: 60 }, (_, i) => ({
      id: `e${i}`,
      partition_id: i % 4,
      value: { type: 'JSON', data: i },
    }));
    const { status, body } = await post(JSON.stringify({ entries }));
    expect(status).toBe(207);
    const kept = entries.filter(({ partition_id }) => partition_id < 3);
    expect(body.successes.map(({ id, partition_id }) => [id, partition_id])).toEqual(
      kept.map(({ id, partition_id }) => [id, partition_id]),
    );
    expect(body.failures.map(({ id, error_code }) => [id, error_code])).toEqual(
      entries.filter(({ partition_id }) => partition_id === 3).map(({ id }) => [id, 40402]),
    );
    for (const partition of [0, 1, 2]) {
      expect(values(partition)).toEqual(entries.flatMap((e, i) => (e.partition_id === partition ? [String(i)] : [])));
    }
  });

  it('stores numbers as they were written, text as it is, and headers and times of each entry', async () => {
    const { body } = await post(
      `{"entries":[
        {"id":"a","partition_id":0,"value":{"type":"JSON","data":[9007199254740993, 1.10, 1e400]},"timestamp":1684261251.5},
        {"id":"b","partition_id":0,"key":{"type":"STRING","data":"k€"},"value":{"type":"BINARY","data":"AP8="},
         "headers":[{"name":"n","value":"AQ=="},{"name":"n"}],"timestamp":"2023-05-16T20:20:51.844+02:00"}]}`,
    );
    expect(body).toMatchObject({
      successes: [
        { id: 'a', offset: 0, timestamp: '2023-05-16T18:20:51.500Z', value: { type: 'JSON', size: 29 } },
        { id: 'b', offset: 1, timestamp: '2023-05-16T18:20:51.844Z', key: { size: 4 }, value: { size: 2 } },
      ],
      failures: [],
    });
    const [a, b] = producer.records('t', 0);
    expect([a?.value?.toString(), a?.headers]).toEqual(['[9007199254740993,1.10,1e400]', []]);
    expect([b?.key?.toString(), b?.value?.toString('hex')]).toEqual(['k€', '00ff']);
    expect(b?.headers.map(({ name, value }) => [name, value?.toString('hex') ?? null])).toEqual([
      ['n', '01'],
      ['n', null],
    ]);
  });

  it.each([
    ['payload-too-large', 413],
    ['forbidden', 40301],
    ['kafka-retriable', 50003],
    ['kafka-error', 50001],
  ] as const)('tells which entry Kafka did not take: %s', async (code, number) => {
    producer.fault = (index) => (index === 1 ? { code, message: 'Kafka says no.' } : null);
    const { status, body } = await post('{"entries":[{"id":"a"},{"id":"b"},{"id":"c"}]}');
    expect(status).toBe(207);
    expect(body.successes.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(body.failures).toEqual([{ id: 'b', error_code: number, message: 'Kafka says no.' }]);
  });

  it('fails every entry when no broker can be reached', async () => {
    producer.refuseWith(new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    const { status, body } = await post('{"entries":[{"id":"a"},{"id":"b"}]}');
    expect([status, body.successes]).toEqual([207, []]);
    expect(body.failures.map(({ id, error_code }) => [id, error_code])).toEqual([
      ['a', 50302],
      ['b', 50302],
    ]);
  });

  it.each([
    ['of 80 characters', 'a'.repeat(80), 207],
    ['of 81 characters', 'a'.repeat(81), 422],
    ['with every character that is allowed', 'azAZ09_-', 207],
    ['with a line end behind it', 'a\n', 422],
    ['with a letter of another alphabet', 'é', 422],
    ['without characters', '', 422],
    ['like a member of every object', '__proto__', 207],
  ])('takes ids %s or not', async (_what, id, wanted) => {
    const { status, body } = await post(JSON.stringify({ entries: [{ id }] }));
    expect(status).toBe(wanted);
    expect(body).toMatchObject(wanted === 207 ? { successes: [{ id }], failures: [] } : { error_code: 42208 });
  });

  it.each([
    ['another cluster', '{"entries":[{"id":"a"}]}', { cluster: 'other' }, 404],
    ['another type', '{"entries":[{"id":"a"}]}', { type: 'text/plain' }, 415],
    ['no entries but something else', '{"entries":null}', {}, 422],
    ['entries that are no objects', '{"entries":[1]}', {}, 422],
    ['an array', '[{"id":"a"}]', {}, 422],
    ['an entry without id', '{"entries":[{"id":"a"},{}]}', {}, 422],
    ['something behind the body', '{"entries":[{"id":"a"}]}{}', {}, 400],
    ['a body that is nested too deep', `{"entries":[{"id":"a","value":${'['.repeat(99)}${']'.repeat(99)}}]}`, {}, 400],
  ])('refuses %s, and sends nothing', async (_what, text, where, status) => {
    expect(await post(text, where)).toMatchObject({ status, body: { message: expect.any(String) as unknown } });
    expect(producer.sends).toEqual([]);
  });

  it('is served below /kafka too', async () => {
    expect(await post('{"entries":[{"id":"a"}]}', { mount: '/kafka' })).toMatchObject({ status: 207 });
  });
});
