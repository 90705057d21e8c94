import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { schemaRegistries } from '../support/schema-registries.js';

// What is used here of the client for Node.js that Confluent published for v1. It has no types of its own.

type Callback<T> = (error: Error | null, result: T) => void;

interface Schema {
  schema?: unknown;
}

interface SchemaClass {
  getContentType(): string;
  decodeMessage(message: Message): Message;
}

interface Message {
  key: unknown;
  value: unknown;
  partition: number;
  offset: number;
}

interface Produced {
  offsets: { partition: number; offset: number }[];
  value_schema_id: number | null;
}

interface Partition {
  id: number;
  produce(...messages: (string | Buffer | null | Callback<Produced>)[]): void;
}

interface Topic {
  name: string;
  raw: { name: string; partitions: unknown[] };
  partitions: { list(done: Callback<Partition[]>): void };
  get(done: Callback<Topic>): void;
  partition(id: number): Partition;
  produce(...args: unknown[]): void;
}

interface Instance {
  id: string;
  uri: string;
  subscribe(topic: string): Readable;
  commit(done: Callback<unknown>): void;
  shutdown(done: Callback<void>): void;
}

interface Group {
  schemaClass: SchemaClass;
  join(options: Record<string, string>, done: Callback<Instance>): void;
}

interface Client {
  brokers: { list(done: Callback<{ id: number }[]>): void };
  topics: { list(done: Callback<Topic[]>): void };
  topic(name: string): Topic;
  consumer(group: string): Group;
}

interface ClientClass {
  new (config: { url: string }): Client;
  Schema: new () => Schema;
  AvroSchema: new (schema: object) => Schema;
}

const KafkaRest = createRequire(import.meta.url)('kafka-rest') as ClientClass;

/** The client has no JSON format, but lets its users add formats. */
class JsonSchema extends KafkaRest.Schema {
  static getContentType(): string {
    return 'application/vnd.kafka.json.v1+json';
  }

  static decodeMessage(message: Message): Message {
    return message;
  }

  getContentType(): string {
    return JsonSchema.getContentType();
  }

  toSchemaString(): null {
    return null;
  }
}

function result<T>(call: (done: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

describe("the v1 client for Node.js 'kafka-rest'", () => {
  let gateway: KafkaGateway;
  let client: Client;

  beforeAll(async () => {
    gateway = await KafkaGateway.start({ 'schema.registry.url': schemaRegistries().apicurio });
    client = new KafkaRest({ url: gateway.url });
  });

  afterAll(() => gateway.close());

  async function newTopic(partitions = 1): Promise<string> {
    const topic = uniqueName('v1-client');
    await gateway.createTopic(topic, partitions);
    return topic;
  }

  /** Consumes through a stream of a new instance until `count` records are there, commits, and shuts down. */
  async function consume(
    topic: string,
    count: number,
    format = 'binary',
    schemaClass?: SchemaClass,
  ): Promise<Message[]> {
    const group = client.consumer(uniqueName('v1-client'));
    if (schemaClass) group.schemaClass = schemaClass;
    const instance = await result<Instance>((done) =>
      group.join({ format, 'auto.offset.reset': 'smallest', 'auto.commit.enable': 'false' }, done),
    );
    const messages: Message[] = [];
    const stream = instance.subscribe(topic);
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject);
      stream.on('data', (some: Message[]) => {
        messages.push(...some);
        if (messages.length >= count) resolve();
      });
    });
    const committed = await result<unknown>((done) => instance.commit(done));
    const last = messages.at(-1)!;
    expect(committed).toContainEqual({
      topic,
      partition: last.partition,
      consumed: last.offset,
      committed: last.offset,
    });
    await result<void>((done) => instance.shutdown(done));
    return messages;
  }

  it('finds brokers, topics and partitions', async () => {
    const topic = await newTopic(3);
    expect((await result<{ id: number }[]>((done) => client.brokers.list(done))).length).toBeGreaterThan(0);
    const topics = await result<Topic[]>((done) => client.topics.list(done));
    expect(topics.map(({ name }) => name)).toContain(topic);
    const described = await result<Topic>((done) => client.topic(topic).get(done));
    expect(described.raw).toMatchObject({ name: topic });
    const partitions = await result<Partition[]>((done) => client.topic(topic).partitions.list(done));
    expect(partitions.map(({ id }) => id)).toEqual([0, 1, 2]);
  });

  it('is told that a topic does not exist', async () => {
    const missing = result<Topic>((done) => client.topic(uniqueName('v1-client')).get(done));
    await expect(missing).rejects.toMatchObject({ status: 404, data: { error_code: 40401 } });
  });

  it('produces and consumes bytes', async () => {
    const topic = await newTopic(2);
    const produced = await result<Produced>((done) =>
      client
        .topic(topic)
        .produce({ key: 'k', value: 'one', partition: 0 }, { value: Buffer.from([0, 255]), partition: 0 }, done),
    );
    expect(produced.offsets).toMatchObject([
      { partition: 0, offset: 0 },
      { partition: 0, offset: 1 },
    ]);
    await result<Produced>((done) => client.topic(topic).partition(1).produce('two', 'three', done));
    const messages = await consume(topic, 4);
    const byPlace = messages.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
    expect(byPlace).toEqual([
      { key: Buffer.from('k'), value: Buffer.from('one'), partition: 0, offset: 0 },
      { key: null, value: Buffer.from([0, 255]), partition: 0, offset: 1 },
      { key: null, value: Buffer.from('two'), partition: 1, offset: 0 },
      { key: null, value: Buffer.from('three'), partition: 1, offset: 1 },
    ]);
  });

  it('produces and consumes JSON', async () => {
    const topic = await newTopic();
    const values = [{ a: 1 }, { b: [null, 'x'] }];
    await result<Produced>((done) => client.topic(topic).produce(new JsonSchema(), ...values, done));
    const messages = await consume(topic, 2, 'json', JsonSchema);
    expect(messages).toEqual(values.map((value, offset) => ({ key: null, value, partition: 0, offset })));
  });

  it('produces and consumes Avro, by the text of a schema and then by its id', async () => {
    const topic = await newTopic();
    const schema = new KafkaRest.AvroSchema({
      type: 'record',
      name: 'User',
      fields: [{ name: 'name', type: 'string' }],
    });
    const produce = (name: string): Promise<Produced> =>
      result<Produced>((done) => client.topic(topic).produce(schema, { name }, done));
    const { value_schema_id: id } = await produce('a');
    expect(id).toEqual(expect.any(Number));
    expect(await produce('b')).toMatchObject({ value_schema_id: id, offsets: [{ offset: 1 }] });
    expect(await consume(topic, 2, 'avro')).toEqual([
      { key: null, value: { name: 'a' }, partition: 0, offset: 0 },
      { key: null, value: { name: 'b' }, partition: 0, offset: 1 },
    ]);
  });
});
