import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { Schema } from '../../../src/schema-registry/schema.js';
import {
  type RegisteredVersion,
  type RegistryAnswer,
  type RegistryRequest,
  SchemaRegistryClient,
} from '../../../src/schema-registry/schema-registry.client.js';

/**
 * A schema registry in memory. It takes any text for a schema (of Avro and JSON Schema any JSON) and finds incompatible only
 * what it is told to.
 */
export class FakeSchemaRegistryClient extends SchemaRegistryClient {
  /** Cannot be reached. */
  down = false;
  /** Subjects that take no further schema. */
  readonly incompatible = new Set<string>();
  /** Names of the methods that were called, in order. */
  readonly calls: string[] = [];
  /** What was forwarded. */
  readonly forwarded: RegistryRequest[] = [];
  private readonly schemas: Schema[] = [];
  private held: Promise<void> | null = null;
  private reached: () => void = () => undefined;
  private readonly subjects = new Map<string, number[]>();

  /** Makes a schema known, as another producer would; its id. */
  given(subject: string, schema: Partial<Schema> & Pick<Schema, 'text'>): number {
    return this.put(subject, { type: 'AVRO', references: [], ...schema });
  }

  /** No schema is told until the returned function is called. */
  hold(): { readonly asked: Promise<void>; release: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked = new Promise<void>((reached) => (this.reached = reached));
    this.held = promise;
    return {
      asked,
      release: () => {
        this.held = null;
        resolve();
      },
    };
  }

  override async schemaById(id: number): Promise<Schema> {
    this.called('schemaById');
    this.reached();
    if (this.held) await this.held;
    const schema = this.schemas[id - 1];
    if (!schema) throw notFound(`Schema ${id} not found`);
    return schema;
  }

  override async schemaOf(subject: string, version: number | 'latest'): Promise<RegisteredVersion> {
    this.called('schemaOf');
    const ids = this.subjects.get(subject);
    if (!ids) throw notFound(`Subject '${subject}' not found.`);
    const number = version === 'latest' ? ids.length : version;
    const id = ids[number - 1];
    if (id === undefined) throw notFound(`Version ${version} not found.`);
    return { id, version: number, schema: this.schemas[id - 1]! };
  }

  override async lookup(subject: string, schema: Schema): Promise<{ id: number; version: number } | null> {
    this.called('lookup');
    const ids = this.subjects.get(subject) ?? [];
    const id = this.idOf(schema);
    const version = ids.indexOf(id) + 1;
    return version === 0 ? null : { id, version };
  }

  override async register(subject: string, schema: Schema): Promise<number> {
    this.called('register');
    checkParses(schema);
    if (this.incompatible.has(subject)) {
      throw new GatewayError(
        'schema-registry-failed',
        `Error serializing message. Schema being registered is incompatible with an earlier schema for subject "${subject}"`,
      );
    }
    return this.put(subject, schema);
  }

  override async forward(request: RegistryRequest): Promise<RegistryAnswer> {
    this.called('forward');
    this.forwarded.push(request);
    const subject = /^\/subjects\/([^/]+)\/versions$/.exec(request.path)?.[1];
    if (subject === undefined) return answered(200, [...this.subjects.keys()]);
    const ids = this.subjects.get(decodeURIComponent(subject));
    if (!ids) return answered(404, { error_code: 40401, message: `Subject '${subject}' not found.` });
    return answered(
      200,
      ids.map((_, i) => i + 1),
    );
  }

  override async close(): Promise<void> {
    await Promise.resolve();
  }

  private put(subject: string, schema: Schema): number {
    let id = this.idOf(schema);
    if (id === 0) id = this.schemas.push(schema);
    const ids = this.subjects.get(subject) ?? [];
    if (!ids.includes(id)) this.subjects.set(subject, [...ids, id]);
    return id;
  }

  private idOf({ type, text }: Schema): number {
    return this.schemas.findIndex((each) => each.type === type && each.text === text) + 1;
  }

  private called(name: string): void {
    this.calls.push(name);
    if (this.down) throw new GatewayError('schema-registry-unavailable', 'The schema registry cannot be reached.');
  }
}

function answered(status: number, body: unknown): RegistryAnswer {
  return { status, body: Buffer.from(JSON.stringify(body)), retryAfterSeconds: undefined };
}

function checkParses({ type, text }: Schema): void {
  if (type === 'PROTOBUF') return;
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new GatewayError('schema-invalid', 'Invalid schema: it is not JSON.', { cause });
  }
}

function notFound(message: string): GatewayError {
  return new GatewayError('schema-not-found', `Error serializing message. ${message}`);
}
