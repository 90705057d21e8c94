import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { Outcome } from '../../../src/kafka/admin.client.js';
import { type ScramAlteration, ScramClient, type ScramUser } from '../../../src/kafka/scram.client.js';

type Credentials = Map<'SCRAM-SHA-256' | 'SCRAM-SHA-512', { iterations: number; password: string }>;

/** Keeps credentials in memory, the passwords as well. */
export class FakeScramClient extends ScramClient {
  readonly users = new Map<string, Credentials>();
  /** So many looks after a change still see the old users, as with brokers that have not heard of it yet. */
  lag = 0;
  private old: ReadonlyMap<string, Credentials> = new Map();
  private stale = 0;

  override async describe(names: readonly string[] = []): Promise<Outcome<ScramUser>[]> {
    const users = this.stale > 0 ? this.old : this.users;
    this.stale--;
    const wanted = names.length > 0 ? names : [...users.keys()].sort();
    return wanted.map((name) => {
      const credentials = users.get(name);
      if (!credentials) return { error: new GatewayError('not-found', 'No such user.') };
      const shown = [...credentials].map(([mechanism, { iterations }]) => ({ mechanism, iterations }));
      return { value: { name, credentials: shown } };
    });
  }

  override async alter(alterations: readonly ScramAlteration[]): Promise<Outcome<void>[]> {
    this.old = new Map([...this.users].map(([name, credentials]) => [name, new Map(credentials)]));
    this.stale = this.lag;
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
