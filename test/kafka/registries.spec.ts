import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { REGISTRY_KINDS, schemaRegistries } from '../support/schema-registries.js';

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';
const SCHEMA = '{"type":"record","name":"Reading","fields":[{"name":"celsius","type":"double"}]}';

describe.each(REGISTRY_KINDS)('the %s registry of the tests', (kind) => {
  const url = schemaRegistries()[kind];
  const subject = `registries-${randomUUID()}-value`;

  it('lists subjects', async () => {
    const response = await fetch(`${url}/subjects`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('json');
  });

  it('registers an Avro schema and gives it back by its id', async () => {
    const registered = await fetch(`${url}/subjects/${subject}/versions`, {
      method: 'POST',
      headers: { 'content-type': MEDIA_TYPE },
      body: JSON.stringify({ schema: SCHEMA }),
    });
    expect(registered.status).toBe(200);
    const { id } = (await registered.json()) as { id: number };
    const fetched = await fetch(`${url}/schemas/ids/${id}`, { headers: { accept: MEDIA_TYPE } });
    expect(fetched.status).toBe(200);
    const { schema } = (await fetched.json()) as { schema: string };
    expect(JSON.parse(schema)).toEqual(JSON.parse(SCHEMA));
  });
});
