import type { Outcome } from '../admin.client.js';
import { type ScramAlteration, ScramClient, type ScramUser } from '../scram.client.js';
import { missingOutcome } from './admin-errors.js';
import type { AdminHandles } from './admin-handles.js';
import { alterScram, describeScram } from './admin-scram.js';

export class LibrdkafkaScramClient extends ScramClient {
  constructor(private readonly handles: AdminHandles) {
    super();
  }

  override async describe(names: readonly string[] = []): Promise<Outcome<ScramUser>[]> {
    const answers = await this.handles.calls.call(describeScram([...new Set(names)]));
    if (names.length === 0) {
      return answers.sort((a, b) => (a.user < b.user ? -1 : 1)).map(({ outcome }) => outcome);
    }
    const byName = new Map(answers.map(({ user, outcome }) => [user, outcome]));
    return names.map((name) => byName.get(name) ?? missingOutcome());
  }

  override async alter(alterations: readonly ScramAlteration[]): Promise<Outcome<void>[]> {
    if (alterations.length === 0) return [];
    const outcomes = await this.handles.calls.call(alterScram(alterations));
    return alterations.map(({ user }) => outcomes.get(user) ?? missingOutcome());
  }
}
