import type { Outcome } from './admin.client.js';

export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

export interface ScramCredential {
  mechanism: ScramMechanism;
  iterations: number;
}

export interface ScramUser {
  name: string;
  credentials: ScramCredential[];
}

export type ScramAlteration =
  | { user: string; mechanism: ScramMechanism; upsert: { iterations: number; password: string } }
  | { user: string; mechanism: ScramMechanism; upsert?: undefined };

/** The half of `ScramClient` that reads. */
export type ScramUsers = Pick<ScramClient, 'describe'>;

/** SCRAM credentials of users. Injection token. Passwords go in and never come out, not even in errors. */
export abstract class ScramClient {
  /** Without names all users, sorted by name. An unknown name is `not-found` as its outcome. */
  abstract describe(names?: readonly string[]): Promise<Outcome<ScramUser>[]>;
  /** Sets or, without `upsert`, deletes. One outcome per alteration, in order; at most one per user and mechanism. */
  abstract alter(alterations: readonly ScramAlteration[]): Promise<Outcome<void>[]>;
}
