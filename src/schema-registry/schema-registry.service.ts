import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { Metrics } from '../metrics/metrics.js';
import { AskedOnce } from './asked-once.js';
import { completeSchema } from './complete-schema.js';
import type { CompleteSchema, Schema, SchemaType } from './schema.js';
import { type RegisteredVersion, SchemaRegistryClient } from './schema-registry.client.js';

/** How long in ms an id is remembered to be unknown: a run of records with it costs one request, a new schema appears soon. */
const UNKNOWN_MS = 1_000;

/** How long in ms the latest version of a subject is taken for the latest. */
const LATEST_MS = 5_000;

/** Everything that a schema refers to is to be there within the time of so many calls. */
const CALLS_WAITED_FOR = 3;

/** Most characters of schemas whose ids are remembered. */
const TEXT_MAX = 64 * 1024 * 1024;

/** Schemas by id, and their ids by subject: each asked for once, as long as it is remembered. */
@Injectable()
export class SchemaRegistryService {
  /** Whether there is a registry at all. */
  readonly configured: boolean;
  private readonly ids: AskedOnce<string, number>;
  private readonly versions: AskedOnce<string, number>;
  private readonly latest: LRUCache<string, Promise<RegisteredVersion>>;
  private readonly onLatestLookup: (hit: boolean) => void;
  private readonly unknown: LRUCache<number, GatewayError>;

  constructor(
    private readonly client: SchemaRegistryClient,
    private readonly settings: Settings,
    private readonly metrics: Metrics,
  ) {
    const { schemaRegistry } = settings;
    this.configured = schemaRegistry.servers.length > 0;
    const max = schemaRegistry.cacheSize;
    // Texts of schemas are a part of the keys: what a thousand of them take depends on whoever writes them.
    this.ids = new AskedOnce(max, { most: TEXT_MAX, weigh: (_, key) => key.length }, this.countLookups('ids'));
    this.versions = new AskedOnce(max, undefined, this.countLookups('versions'));
    this.latest = new LRUCache({ max, ttl: LATEST_MS, ttlResolution: 0 });
    this.onLatestLookup = this.countLookups('latest');
    this.unknown = new LRUCache({ max, ttl: UNKNOWN_MS, ttlResolution: 0 });
  }

  /** Counts the looks into a cache of what the registry said; for whoever keeps one of their own. */
  countLookups(cache: string): (hit: boolean) => void {
    return this.metrics.schemaRegistry.cache(cache);
  }

  /** The schema behind an id and all that it refers to. Rejects as `SchemaRegistryClient.schemaById` and `complete` do. */
  async completeById(id: number): Promise<CompleteSchema> {
    return this.complete(await this.schemaById(id));
  }

  /** A schema with all that it refers to. Rejects with `schema-invalid` when a reference cannot be followed. */
  complete(schema: Schema): Promise<CompleteSchema> {
    const { requestTimeoutMs, responseMaxBytes } = this.settings.schemaRegistry;
    const limits = { textMax: responseMaxBytes, timeoutMs: requestTimeoutMs * CALLS_WAITED_FOR };
    return completeSchema(this.client, schema, limits);
  }

  /** The id of a schema under a subject, when it is at hand. */
  knownId(subject: string, type: SchemaType, text: string): number | undefined {
    return this.ids.known(registrationKey(subject, type, text));
  }

  /** The id of a schema under a subject; it is registered when it is new. Rejects as `SchemaRegistryClient.register` does. */
  async idOf(subject: string, type: SchemaType, text: string): Promise<number> {
    return this.ids.get(registrationKey(subject, type, text), () =>
      this.register(subject, { type, text, references: [] }),
    );
  }

  /** The version of an id under a subject, when it is at hand; what is not, `versionOf` finds out. */
  knownVersion(subject: string, id: number): number | undefined {
    return this.versions.known(membershipKey(subject, id));
  }

  /** The version of an id under a subject. Rejects with `schema-registry-failed` when it is not registered there. */
  async versionOf(subject: string, id: number): Promise<number> {
    return this.versions.get(membershipKey(subject, id), () => this.confirm(subject, id));
  }

  /** A version of a subject. The latest one may be a few seconds old. Rejects as `SchemaRegistryClient.schemaOf` does. */
  async idOfVersion(subject: string, version: number | 'latest'): Promise<{ id: number; version: number }> {
    const key = `${version} ${subject}`;
    let found = this.latest.get(key);
    this.onLatestLookup(found !== undefined);
    if (!found) {
      found = this.client.schemaOf(subject, version);
      this.latest.set(key, found);
      // A failure is not kept: whoever comes next asks again.
      found.catch(() => this.latest.delete(key));
    }
    const { id, version: number } = await found;
    return { id, version: number };
  }

  private async register(subject: string, schema: Schema): Promise<number> {
    const found = await this.client.lookup(subject, schema);
    return found?.id ?? this.client.register(subject, schema);
  }

  private async confirm(subject: string, id: number): Promise<number> {
    const found = await this.client.lookup(subject, await this.schemaById(id));
    if (found?.id === id) return found.version;
    throw new GatewayError(
      'schema-registry-failed',
      `Error serializing message. Schema ${id} is not registered under subject ${JSON.stringify(subject)}.`,
    );
  }

  private async schemaById(id: number): Promise<Schema> {
    const unknown = this.unknown.get(id);
    if (unknown) throw unknown;
    try {
      return await this.client.schemaById(id);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'schema-not-found') this.unknown.set(id, error);
      throw error;
    }
  }
}

/** Unambiguous without a pass over the text: names of types have no spaces, and the length tells where the subject ends. */
function registrationKey(subject: string, type: SchemaType, text: string): string {
  return `${type} ${subject.length} ${subject}${text}`;
}

function membershipKey(subject: string, id: number): string {
  return `${id} ${subject}`;
}
