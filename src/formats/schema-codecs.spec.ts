import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeSchemaRegistryClient } from '../../test/support/fakes/schema-registry.fake.js';
import { testSettings } from '../../test/support/test-settings.js';
import { Metrics } from '../metrics/metrics.js';
import { SchemaRegistryService } from '../schema-registry/schema-registry.service.js';
import { SchemaCodecs } from './schema-codecs.js';

describe('compiled schemas', () => {
  let registry: FakeSchemaRegistryClient;
  let codecs: SchemaCodecs;

  beforeEach(() => {
    registry = new FakeSchemaRegistryClient();
    const settings = testSettings({ schemaRegistry: { cacheSize: 2 } });
    codecs = new SchemaCodecs(new SchemaRegistryService(registry, settings, new Metrics()), settings);
  });

  const asked = (): number => registry.calls.filter((name) => name === 'schemaById').length;

  it('are fetched and compiled once, also when many ask at once', async () => {
    const id = registry.given('s', { text: '"int"' });
    const all = await Promise.all(Array.from({ length: 10 }, () => codecs.get(id)));
    expect(new Set(all).size).toBe(1);
    expect(codecs.known(id)).toBe(all[0]);
    expect(asked()).toBe(1);
  });

  it('are as many as configured, those that were used last', async () => {
    const ids = ['"int"', '"long"', '"string"'].map((text) => registry.given('s', { text }));
    for (const id of ids) await codecs.get(id);
    expect(ids.map((id) => codecs.known(id) !== undefined)).toEqual([false, true, true]);
  });

  it('are all told to those who wait, also when they push each other out', async () => {
    const texts = ['"int"', '"long"', '"string"', '"bytes"'];
    const ids = texts.map((text) => registry.given('s', { text }));
    const all = await Promise.all(ids.map((id) => codecs.get(id)));
    expect(all.map(({ type }) => type)).toEqual(texts.map(() => 'AVRO'));
  });

  it('of any length take a bounded amount of memory', () => {
    const long = (name: string) => `{"type":"record","name":"${name}","doc":"${'x'.repeat(7_000_000)}","fields":[]}`;
    const first = codecs.ofText('AVRO', '"int"');
    // Ten times its length is more than all compiled schemas together may take: it is compiled, and not kept.
    expect(codecs.ofText('AVRO', long('A'))).not.toBe(codecs.ofText('AVRO', long('A')));
    expect(codecs.ofText('AVRO', '"int"')).toBe(first);
  });

  it('are not kept when they could not be fetched', async () => {
    const id = registry.given('s', { text: '"int"' });
    registry.down = true;
    await expect(codecs.get(id)).rejects.toMatchObject({ code: 'schema-registry-unavailable' });
    registry.down = false;
    await expect(codecs.get(id)).resolves.toMatchObject({ type: 'AVRO' });
  });

  it('have what they refer to, directly and through others', async () => {
    registry.given('city', { text: '{"type":"record","name":"City","fields":[{"name":"name","type":"string"}]}' });
    registry.given('address', {
      text: '{"type":"record","name":"Address","fields":[{"name":"city","type":"City"}]}',
      references: [{ name: 'City', subject: 'city', version: 1 }],
    });
    const id = registry.given('user', {
      text: '{"type":"record","name":"User","fields":[{"name":"home","type":"Address"},{"name":"work","type":"City"}]}',
      references: [
        { name: 'Address', subject: 'address', version: 1 },
        { name: 'City', subject: 'city', version: 1 },
      ],
    });
    expect((await codecs.get(id)).codec.recordName).toBe('User');
  });

  it('that refer to nothing there is, or to themselves, cannot be used', async () => {
    const lost = registry.given('lost', { text: '"X"', references: [{ name: 'X', subject: 'nowhere', version: 1 }] });
    await expect(codecs.get(lost)).rejects.toMatchObject({ code: 'schema-invalid' });
    const circle = registry.given('c', { text: '"C"', references: [{ name: 'C', subject: 'c', version: 1 }] });
    await expect(codecs.get(circle)).rejects.toMatchObject({ code: 'schema-invalid' });
  });
});
