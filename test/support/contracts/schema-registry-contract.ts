import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Schema } from '../../../src/schema-registry/schema.js';
import type { SchemaRegistryClient } from '../../../src/schema-registry/schema-registry.client.js';

/** A client of a registry under test. */
export interface RegistryUnderTest {
  client: SchemaRegistryClient;
  /** Makes the registry find that no schema may follow one of another type of `a` under the subject. */
  beStrict: (subject: string) => Promise<void>;
}

function avro(name: string, type = 'int'): Schema {
  const text = JSON.stringify({ type: 'record', name, fields: [{ name: 'a', type }] });
  return { type: 'AVRO', text, references: [] };
}

/** Names that nobody else uses, in schemas too: registries keep one id for one text. */
function fresh(): { subject: string; name: string } {
  const subject = `registry-${randomUUID()}`;
  return { subject, name: `R${subject.replaceAll(/\W/g, '_')}` };
}

function parsed({ text }: Schema): unknown {
  return JSON.parse(text);
}

/** What every client of a registry does. `open` is called when the tests run. */
export function describeSchemaRegistryContract(open: () => RegistryUnderTest): void {
  it('registers a schema once, and finds it by id, by version and by content', async () => {
    const { client } = open();
    const { subject, name } = fresh();
    const id = await client.register(subject, avro(name));
    expect(await client.register(subject, avro(name))).toBe(id);
    const found = await client.schemaById(id);
    expect(found).toMatchObject({ type: 'AVRO', references: [] });
    expect(parsed(found)).toEqual(parsed(avro(name)));
    expect(await client.schemaOf(subject, 1)).toMatchObject({ id, version: 1, schema: { type: 'AVRO' } });
    expect(await client.schemaOf(subject, 'latest')).toMatchObject({ id, version: 1 });
    expect(await client.lookup(subject, avro(name))).toEqual({ id, version: 1 });
  });

  it('counts versions of a subject and knows one schema by one id under all', async () => {
    const { client } = open();
    const [{ subject, name }, other] = [fresh(), fresh()];
    const first = await client.register(subject, avro(name, 'int'));
    const second = await client.register(subject, avro(name, 'long'));
    expect(second).not.toBe(first);
    expect(await client.schemaOf(subject, 'latest')).toMatchObject({ id: second, version: 2 });
    expect(await client.register(other.subject, avro(name, 'long'))).toBe(second);
    expect(await client.lookup(other.subject, avro(name, 'long'))).toEqual({ id: second, version: 1 });
  });

  it('keeps the other kinds of schemas', async () => {
    const { client } = open();
    const { subject, name } = fresh();
    const schemas: Schema[] = [
      // Apicurio finds out by itself what a schema is, and knows one of JSON by its `$schema` only.
      {
        type: 'JSON',
        text: `{"$schema":"http://json-schema.org/draft-07/schema#","title":"${name}","type":"object"}`,
        references: [],
      },
      { type: 'PROTOBUF', text: `syntax = "proto3";\nmessage ${name} {\n  int32 a = 1;\n}\n`, references: [] },
    ];
    for (const schema of schemas) {
      const id = await client.register(`${subject}-${schema.type}`, schema);
      expect(await client.lookup(`${subject}-${schema.type}`, schema)).toMatchObject({ id });
      expect((await client.schemaById(id)).type).toBe(schema.type);
    }
  });

  it('keeps what a schema refers to', async () => {
    const { client } = open();
    const { subject, name } = fresh();
    await client.register(`${subject}-inner`, avro(name));
    const references = [{ name, subject: `${subject}-inner`, version: 1 }];
    const outer: Schema = { ...avro(`${name}Outer`, name), references };
    const id = await client.register(subject, outer);
    expect((await client.schemaById(id)).references).toEqual(references);
    expect((await client.schemaOf(subject, 1)).schema.references).toEqual(references);
    expect(await client.lookup(subject, outer)).toMatchObject({ id });
  });

  it('says what there is not', async () => {
    const { client } = open();
    const { subject, name } = fresh();
    const unknown = { code: 'schema-not-found' };
    await expect(client.schemaById(2_000_000_000)).rejects.toMatchObject(unknown);
    await expect(client.schemaOf(subject, 1)).rejects.toMatchObject(unknown);
    await expect(client.schemaOf(subject, 'latest')).rejects.toMatchObject(unknown);
    expect(await client.lookup(subject, avro(name))).toBeNull();
    await client.register(subject, avro(name));
    await expect(client.schemaOf(subject, 7)).rejects.toMatchObject(unknown);
    expect(await client.lookup(subject, avro(name, 'string'))).toBeNull();
  });

  it('refuses what is not compatible, and what is no schema', async () => {
    const { client, beStrict } = open();
    const { subject, name } = fresh();
    await client.register(subject, avro(name));
    await beStrict(subject);
    await expect(client.register(subject, avro(name, 'string'))).rejects.toMatchObject({
      code: 'schema-registry-failed',
      message: expect.stringMatching(/^Error serializing message\. .*ncompatib/) as unknown,
    });
    await expect(client.register(`${subject}-bad`, { ...avro(name), text: '{"type":' })).rejects.toMatchObject({
      code: 'schema-invalid',
      message: expect.stringMatching(/^Invalid schema: ./) as unknown,
    });
  });

  it('takes subjects with characters that mean something in a URL', async () => {
    const { client } = open();
    const { subject, name } = fresh();
    const odd = `${subject} a/b?c#d%2F&é`;
    const id = await client.register(odd, avro(name));
    expect(await client.schemaOf(odd, 'latest')).toMatchObject({ id, version: 1 });
  });

  it('forwards what it does not know itself, errors too', async () => {
    const { client } = open();
    const { subject, name } = fresh();
    const versions = { method: 'GET', path: `/subjects/${subject}/versions`, query: '', body: null } as const;
    const missing = await client.forward(versions);
    expect(missing.status).toBe(404);
    expect(JSON.parse(missing.body.toString())).toMatchObject({ error_code: 40401 });
    await client.register(subject, avro(name));
    const found = await client.forward(versions);
    expect([found.status, found.body.toString().trim()]).toEqual([200, '[1]']);
  });
}
