import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { Outcome } from '../../../src/kafka/admin.client.js';
import { type ScramAlteration, ScramClient, type ScramUser } from '../../../src/kafka/scram.client.js';

type Credentials = Map<'SCRAM-SHA-256' | 'SCRAM-SHA-512', { iterations: number; password: string }>;

/** Keeps credentials in memory, the passwords as well. */
export class FakeScramClient extends ScramClient {
  readonly users = new Map<string, Credentials>();

  override async describe(names: readonly string[] = []): Promise<Outcome<ScramUser>[]> {
    const wanted = names.length > 0 ? names : [...this.users.keys()].sort();
    return wanted.map((name) => {
      const credentials = this.users.get(name);
      if (!credentials) return { error: new GatewayError('not-found', 'No such user.') };
      const shown = [...credentials].map(([mechanism, { iterations }]) => ({ mechanism, iterations }));
      return { value: { name, credentials: shown } };
    });
  }

  override async alter(alterations: readonly ScramAlteration[]): Promise<Outcome<void>[]> {
    return alterations.map(({ user, mechanism, upsert }) => {
      const credentials = this.users.get(user) ?? (new Map() as Credentials);
      if (!upsert && !credentials.delete(mechanism)) return { error: new GatewayError('not-found', 'No such user.') };
      if (upsert) credentials.set(mechanism, upsert);
      if (credentials.size > 0) this.users.set(user, credentials);
      else this.users.delete(user);
      return { value: undefined };
    });
  }
}
