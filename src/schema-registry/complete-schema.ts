import { GatewayError } from '../errors/gateway-error.js';
import type { CompleteSchema, ReferencedSchema, Schema, SchemaReference } from './schema.js';
import type { SchemaRegistryClient } from './schema-registry.client.js';

/** Most schemas that one may refer to, directly or through others. */
const REFERENCES_MAX = 1_000;

/** What fetching all of it may take. */
export interface CompletionLimits {
  /** Most characters of all texts that are referred to. */
  textMax: number;
  timeoutMs: number;
}

/** How deep references may follow each other. */
const DEPTH_MAX = 100;

/**
 * Fetches all that a schema refers to. Rejects with `schema-invalid` when references go in circles or are too many, and as
 * `SchemaRegistryClient.schemaOf` does, save that a missing one is `schema-invalid` too: the schema cannot be used.
 */
export async function completeSchema(
  client: SchemaRegistryClient,
  schema: Schema,
  limits: CompletionLimits,
): Promise<CompleteSchema> {
  const collection = new References(client, limits);
  for (const reference of schema.references) await collection.add(reference, []);
  return { type: schema.type, text: schema.text, referenced: collection.found };
}

class References {
  readonly found: ReferencedSchema[] = [];
  /** By subject and version. */
  private readonly texts = new Map<string, Promise<Schema>>();
  /** By name, subject and version: a schema may be referred to by several names. */
  private readonly added = new Set<string>();

  private readonly deadline: number;
  private characters = 0;

  constructor(
    private readonly client: SchemaRegistryClient,
    private readonly limits: CompletionLimits,
  ) {
    this.deadline = performance.now() + limits.timeoutMs;
  }

  /** @param trail subjects and versions on the way here */
  async add({ name, subject, version }: SchemaReference, trail: readonly string[]): Promise<void> {
    const place = JSON.stringify([subject, version]);
    if (trail.includes(place)) throw unusable(`its references go in a circle, by version ${version} of ${subject}`);
    const key = JSON.stringify([name, place]);
    if (this.added.has(key)) return;
    this.added.add(key);
    if (this.added.size > REFERENCES_MAX || trail.length === DEPTH_MAX) throw unusable('it has too many references');
    const schema = await this.fetch(place, subject, version);
    for (const reference of schema.references) await this.add(reference, [...trail, place]);
    this.found.push({ name, text: schema.text });
  }

  private fetch(place: string, subject: string, version: number): Promise<Schema> {
    const known = this.texts.get(place);
    if (known) return known;
    const fetched = this.fetchOnce(subject, version);
    this.texts.set(place, fetched);
    return fetched;
  }

  private async fetchOnce(subject: string, version: number): Promise<Schema> {
    if (performance.now() > this.deadline) {
      const message = `The schema registry is too slow for all that the schema refers to (${this.limits.timeoutMs} ms).`;
      throw new GatewayError('schema-registry-unavailable', message);
    }
    try {
      const { schema } = await this.client.schemaOf(subject, version);
      this.characters += schema.text.length;
      if (this.characters > this.limits.textMax) throw unusable('it refers to too many bytes of other schemas');
      return schema;
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'schema-not-found') throw error;
      throw unusable(`it refers to version ${version} of ${subject}, which the schema registry does not have`, error);
    }
  }
}

function unusable(why: string, cause?: unknown): GatewayError {
  return new GatewayError('schema-invalid', `Invalid schema: ${why}.`, { cause });
}
