import type { Outcome } from '../admin.client.js';
import { type ScramAlteration, ScramClient, type ScramUser, type ScramUsers } from '../scram.client.js';
import { missingOutcome } from './admin-errors.js';
import type { AdminHandles } from './admin-handles.js';
import { alterScram } from './admin-scram.js';

/**
 * Credentials are altered by librdkafka and read through the second door: librdkafka frees what it never allocated when Kafka
 * refuses to describe users, which ends the process.
 */
export class LibrdkafkaScramClient extends ScramClient {
  constructor(
    private readonly handles: AdminHandles,
    private readonly users: ScramUsers,
  ) {
    super();
  }

  override describe(names?: readonly string[]): Promise<Outcome<ScramUser>[]> {
    return this.users.describe(names);
  }

  override async alter(alterations: readonly ScramAlteration[]): Promise<Outcome<void>[]> {
    if (alterations.length === 0) return [];
    const outcomes = await this.handles.call(alterScram(alterations));
    return alterations.map(({ user }) => outcomes.get(user) ?? missingOutcome());
  }
}
