import type { Schema } from './schema.js';

/** A schema as a version of a subject. */
export interface RegisteredVersion {
  id: number;
  version: number;
  schema: Schema;
}

/** A request of the registry's own API. */
export interface RegistryRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind the URL of the registry, percent-encoded: `/subjects/a%2Fb/versions`. */
  path: string;
  /** As it stands behind the question mark; empty: none. */
  query: string;
  /** Null: none. */
  body: Buffer | null;
}

/** An answer of the registry, whatever its status. */
export interface RegistryAnswer {
  status: number;
  body: Buffer;
  /** Seconds, where the registry says when to come back. */
  retryAfterSeconds: number | undefined;
}

/**
 * The Schema Registry. Everything rejects with `GatewayError`: `schema-registry-not-configured`,
 * `schema-registry-unavailable` when trying again may help, `schema-registry-failed` when it does not.
 */
export abstract class SchemaRegistryClient {
  /** The schema behind an id, everywhere the same. Rejects with `schema-not-found` when there is none. */
  abstract schemaById(id: number): Promise<Schema>;

  /** A version of a subject. Rejects with `schema-not-found` when there is none. */
  abstract schemaOf(subject: string, version: number | 'latest'): Promise<RegisteredVersion>;

  /**
   * Where this very schema is registered under the subject; null when it is not, or there is no such subject. Rejects with
   * `schema-invalid` when the registry cannot parse it.
   */
  abstract lookup(subject: string, schema: Schema): Promise<{ id: number; version: number } | null>;

  /**
   * Registers a schema, which does nothing when it is registered already. Rejects with `schema-registry-failed` when it is not
   * compatible with earlier ones (the message has what the registry says), `schema-invalid` when the registry cannot parse it.
   *
   * @returns its id
   */
  abstract register(subject: string, schema: Schema): Promise<number>;

  /** Forwards a request of the registry's own API and gives the answer unchanged, errors included: they are not rejected. */
  abstract forward(request: RegistryRequest): Promise<RegistryAnswer>;

  /** Closes connections. Calls that are still waiting reject. */
  abstract close(): Promise<void>;
}
