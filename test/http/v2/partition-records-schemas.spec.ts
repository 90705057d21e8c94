import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, type ReadRecord, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';
import { FakeSchemaRegistryClient } from '../../support/fakes/schema-registry.fake.js';

/** What Kafka holds: a zero, the id, the payload of Avro's string of one letter. */
function letter(id: number, text: string): Buffer {
  const header = Buffer.alloc(5);
  header.writeInt32BE(id, 1);
  return Buffer.concat([header, Buffer.from([2]), Buffer.from(text)]);
}

describe('v2 reads of data with schemas without a group', () => {
  let app: TestApp;
  let registry: FakeSchemaRegistryClient;
  let id = 0;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    registry = new FakeSchemaRegistryClient();
    const settings = { consumers: { requestTimeoutMs: 20 } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), registry, settings });
    app.consumers.addTopic('t');
    id = registry.given('t-value', { text: '"string"' });
  });

  afterEach(() => app.close());

  const get = (query: string, format = 'avro'): Promise<Answer> =>
    send('GET', `${app.url}/topics/t/partitions/0/records${query}`, undefined, {
      Accept: `application/vnd.kafka.${format}.v2+json`,
    });
  const values = async (query: string, format?: string): Promise<unknown[]> => {
    const answer = await get(query, format);
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as ReadRecord[]).map(({ value }) => value);
  };

  it('show the JSON of the schema that each datum names, whichever of the formats is asked for', async () => {
    app.consumers.append('t', { key: letter(id, 'k'), value: letter(id, 'a') }, { value: null });
    for (const format of ['avro', 'jsonschema', 'protobuf']) {
      expect((await get('?offset=0', format)).body).toMatchObject([{ key: 'k', value: 'a' }, { value: null }]);
    }
  });

  it('answer the good records before one that cannot be decoded', async () => {
    app.consumers.append('t', { value: letter(id, 'a') }, { value: 'text' }, { value: letter(id, 'b') });
    expect(await values('?offset=0')).toEqual(['a']);
    expect(await get('?offset=1')).toMatchObject({ status: 408, body: { error_code: 40801 } });
    expect(await values('?offset=1&on_error=skip')).toEqual(['b']);
    expect(await values('?offset=1&on_error=raw')).toEqual(['dGV4dA==', 'b']);
  });

  it('count the bytes of the JSON for max_bytes', async () => {
    const long = registry.given('t-value', {
      text: '{"type":"record","name":"R","fields":[{"name":"long_name","type":"string"}]}',
    });
    app.consumers.append('t', ...['a', 'b', 'c'].map((text) => ({ value: letter(long, text) })));
    expect(await values('?offset=0&max_bytes=34')).toEqual([{ long_name: 'a' }, { long_name: 'b' }]);
    expect(await values('?offset=1&max_bytes=1')).toEqual([{ long_name: 'b' }]);
  });

  it('complain while the registry is away, but show what can be shown', async () => {
    registry.down = true;
    app.consumers.append('t', { value: letter(id, 'a') });
    for (const query of ['?offset=0', '?offset=0&on_error=skip']) {
      expect(await get(query)).toMatchObject({
        status: 408,
        body: { error_code: 40801, message: expect.stringContaining('offset 0 cannot be looked up') as unknown },
      });
    }
    registry.down = false;
    expect(await values('?offset=0')).toEqual(['a']);
    registry.down = true;
    app.consumers.append('t', { value: letter(registry.given('t-value', { text: '{"type":"string"}' }), 'b') });
    expect(await values('?offset=0')).toEqual(['a']);
    expect(await get('?offset=1')).toMatchObject({ status: 408, body: { error_code: 40801 } });
  });
});
