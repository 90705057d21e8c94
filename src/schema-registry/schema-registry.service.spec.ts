import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeSchemaRegistryClient } from '../../test/support/fakes/schema-registry.fake.js';
import { testSettings } from '../../test/support/test-settings.js';
import { Metrics } from '../metrics/metrics.js';
import { SchemaRegistryService } from './schema-registry.service.js';

let client: FakeSchemaRegistryClient;

beforeEach(() => {
  client = new FakeSchemaRegistryClient();
});

afterEach(() => {
  jest.restoreAllMocks();
});

function service(change: { cacheSize?: number; responseMaxBytes?: number } = {}): SchemaRegistryService {
  return new SchemaRegistryService(client, testSettings({ schemaRegistry: { servers: [], ...change } }), new Metrics());
}

const to = (name: string, subject = name, version = 1) => ({ name, subject, version });

describe('the id of a schema', () => {
  it('is looked up once and remembered, by subject, type and text', async () => {
    const id = client.given('s', { text: '"int"' });
    const registry = service();
    expect(registry.knownId('s', 'AVRO', '"int"')).toBeUndefined();
    expect(await Promise.all([1, 2, 3].map(() => registry.idOf('s', 'AVRO', '"int"')))).toEqual([id, id, id]);
    expect(client.calls).toEqual(['lookup']);
    expect(registry.knownId('s', 'AVRO', '"int"')).toBe(id);
    for (const [subject, type, text] of [
      ['t', 'AVRO', '"int"'],
      ['s', 'JSON', '"int"'],
      ['s', 'AVRO', '"long"'],
      ['s"', 'AVRO', 'int"'],
    ] as const) {
      expect(registry.knownId(subject, type, text)).toBeUndefined();
    }
  });

  it('is that of a registration when nobody knows it', async () => {
    expect(await service().idOf('s', 'AVRO', '"int"')).toBe(1);
    expect(client.calls).toEqual(['lookup', 'register']);
  });

  it('is asked for again after a failure', async () => {
    const registry = service();
    client.down = true;
    await expect(registry.idOf('s', 'AVRO', '"int"')).rejects.toMatchObject({ code: 'schema-registry-unavailable' });
    client.down = false;
    expect(await registry.idOf('s', 'AVRO', '"int"')).toBe(1);
  });

  it('is found although others push it out while it is asked for', async () => {
    const registry = service({ cacheSize: 1 });
    const texts = ['"int"', '"long"', '"string"', '"bytes"'];
    expect(await Promise.all(texts.map((text) => registry.idOf('s', 'AVRO', text)))).toEqual([1, 2, 3, 4]);
  });
});

describe('an id', () => {
  it('belongs to the subjects that its schema is registered under', async () => {
    const id = client.given('s', { text: '"int"' });
    client.given('t', { text: '"long"' });
    const registry = service();
    expect(registry.knownVersion('s', id)).toBeUndefined();
    expect(await registry.versionOf('s', id)).toBe(1);
    expect(registry.knownVersion('s', id)).toBe(1);
    for (const subject of ['t', 'nowhere']) {
      await expect(registry.versionOf(subject, id)).rejects.toMatchObject({
        code: 'schema-registry-failed',
        message: `Error serializing message. Schema ${id} is not registered under subject "${subject}".`,
      });
    }
  });

  it('that is unknown is asked for once a second at most', async () => {
    const registry = service();
    const asked = () => expect(registry.completeById(9)).rejects.toMatchObject({ code: 'schema-not-found' });
    const now = performance.now();
    const clock = jest.spyOn(performance, 'now').mockReturnValue(now);
    await asked();
    await asked();
    expect(client.calls).toHaveLength(1);
    clock.mockReturnValue(now + 1_001);
    await asked();
    expect(client.calls).toHaveLength(2);
  });
});

describe('a complete schema', () => {
  it('has the texts of all that it refers to, what is referred to first and each once', async () => {
    client.given('c', { text: '"c"' });
    client.given('b', { text: '"b"', references: [to('c')] });
    client.given('a', { text: '"a"', references: [to('c'), to('b')] });
    const id = client.given('s', { text: '"s"', references: [to('b'), to('a'), to('other name', 'c')] });
    expect(await service().completeById(id)).toEqual({
      type: 'AVRO',
      text: '"s"',
      referenced: [
        { name: 'c', text: '"c"' },
        { name: 'b', text: '"b"' },
        { name: 'a', text: '"a"' },
        { name: 'other name', text: '"c"' },
      ],
    });
    expect(client.calls.filter((call) => call === 'schemaOf')).toHaveLength(3);
  });

  it('cannot refer to itself, to nothing or to too much', async () => {
    client.given('a', { text: '"a"', references: [to('b')] });
    client.given('b', { text: '"b"', references: [to('a')] });
    const circle = client.given('s', { text: '"s"', references: [to('a')] });
    const nothing = client.given('t', { text: '"t"', references: [to('a', 'a', 2)] });
    const chain = Array.from({ length: 150 }, (_, i) => to(`n${i}`));
    chain.forEach(({ name }, i) => client.given(name, { text: `"${name}"`, references: chain.slice(i + 1, i + 2) }));
    const deep = client.given('u', { text: '"u"', references: [chain[0]!] });
    client.given('big', { text: `"${'x'.repeat(2000)}"` });
    const big = client.given('v', { text: '"v"', references: [to('big')] });
    const registry = service({ responseMaxBytes: 1024 });
    for (const [id, reason] of [
      [circle, /in a circle/],
      [nothing, /version 2 of a, which the schema registry does not have/],
      [deep, /too many references/],
      [big, /too many bytes/],
    ] as const) {
      await expect(registry.completeById(id)).rejects.toMatchObject({
        code: 'schema-invalid',
        message: expect.stringMatching(reason),
      });
    }
  });

  it('is not waited for without end', async () => {
    const chain = Array.from({ length: 50 }, (_, i) => to(`n${i}`));
    chain.forEach(({ name }, i) => client.given(name, { text: `"${name}"`, references: chain.slice(i + 1, i + 2) }));
    const id = client.given('s', { text: '"s"', references: [chain[0]!] });
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 1_000));
    await expect(service().completeById(id)).rejects.toMatchObject({ code: 'schema-registry-unavailable' });
    expect(client.calls.length).toBeLessThan(20);
  });
});
