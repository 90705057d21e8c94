import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpSchemaRegistryClient } from '../../src/schema-registry/http/http-schema-registry.client.js';
import { describeSchemaRegistryContract } from '../support/contracts/schema-registry-contract.js';
import { REGISTRY_KINDS, schemaRegistries } from '../support/schema-registries.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { testSettings } from '../support/test-settings.js';

describe.each(REGISTRY_KINDS)('the client of the %s registry', (kind) => {
  let client: HttpSchemaRegistryClient;

  beforeAll(() => {
    const servers = [{ url: schemaRegistries()[kind], authorization: null }];
    client = new HttpSchemaRegistryClient(
      testSettings({ schemaRegistry: { servers, requestTimeoutMs: 20_000 } }),
      new Metrics(),
    );
  });

  afterAll(() => client.close());

  it('does not find what was deleted, and registers it again', async () => {
    const subject = `registry-${randomUUID()}`;
    const schema = {
      type: 'AVRO',
      text: `{"type":"fixed","name":"F${subject.replaceAll('-', '')}","size":4}`,
    } as const;
    const id = await client.register(subject, { ...schema, references: [] });
    const deleted = await client.forward({ method: 'DELETE', path: `/subjects/${subject}`, query: '', body: null });
    expect(deleted.status).toBe(200);
    expect(await client.lookup(subject, { ...schema, references: [] })).toBeNull();
    await expect(client.schemaOf(subject, 'latest')).rejects.toMatchObject({ code: 'schema-not-found' });
    expect((await client.schemaById(id)).type).toBe('AVRO');
    expect(await client.register(subject, { ...schema, references: [] })).toBeGreaterThan(0);
  });

  describeSchemaRegistryContract(() => ({
    client,
    beStrict: async (subject) => {
      const body = Buffer.from('{"compatibility":"FULL"}');
      await client.forward({ method: 'PUT', path: `/config/${encodeURIComponent(subject)}`, query: '', body });
    },
  }));
});
