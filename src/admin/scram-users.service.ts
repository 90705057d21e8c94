import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { ScramClient, type ScramMechanism, type ScramUser } from '../kafka/scram.client.js';
import { untilShown } from './visibility.js';

/** SCRAM credentials of users. Rejects with `not-found` for users and credentials that do not exist. */
@Injectable()
export class ScramUsersService {
  constructor(private readonly scram: ScramClient) {}

  /** Sorted by name. */
  async all(): Promise<ScramUser[]> {
    return (await this.scram.describe()).map((outcome) => {
      if (outcome.error) throw outcome.error;
      return outcome.value;
    });
  }

  async get(name: string): Promise<ScramUser> {
    const [outcome] = await this.scram.describe([name]);
    if (!outcome || outcome.error?.code === 'not-found') throw unknownUser(name);
    if (outcome.error) throw outcome.error;
    return outcome.value;
  }

  /** @param iterations 4096 to 16384 */
  async set(user: string, mechanism: ScramMechanism, upsert: { password: string; iterations: number }): Promise<void> {
    const [outcome] = await this.scram.alter([{ user, mechanism, upsert }]);
    if (outcome?.error) throw outcome.error;
    await untilShown(async () => (await this.iterationsOf(user, mechanism)) === upsert.iterations);
  }

  async delete(user: string, mechanism: ScramMechanism): Promise<void> {
    const [outcome] = await this.scram.alter([{ user, mechanism }]);
    if (outcome?.error?.code === 'not-found') {
      throw new GatewayError('not-found', `User "${user}" has no credential for ${mechanism}.`);
    }
    if (outcome?.error) throw outcome.error;
    await untilShown(async () => (await this.iterationsOf(user, mechanism)) === null);
  }

  /** Null: there is no such credential. */
  private async iterationsOf(user: string, mechanism: ScramMechanism): Promise<number | null> {
    const [outcome] = await this.scram.describe([user]);
    if (outcome?.error && outcome.error.code !== 'not-found') throw outcome.error;
    return outcome?.value?.credentials.find((credential) => credential.mechanism === mechanism)?.iterations ?? null;
  }
}

function unknownUser(name: string): GatewayError {
  return new GatewayError('not-found', `User "${name}" has no SCRAM credentials.`);
}
