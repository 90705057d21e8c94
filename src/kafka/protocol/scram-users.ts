import { describeUserScramCredentialsV0, ResponseError } from '@platformatic/kafka';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import type { ScramUser, ScramUsers } from '../scram.client.js';
import type { ProtocolDoor } from './protocol-door.js';
import { answeredError } from './protocol-errors.js';

type DescribeResponse = Awaited<ReturnType<typeof describeUserScramCredentialsV0.api.async>>;
type DescribedUser = DescribeResponse['results'][number];

/** ScramMechanism, by its number: https://kafka.apache.org/protocol.html, DescribeUserScramCredentials */
const MECHANISMS = { 1: 'SCRAM-SHA-256', 2: 'SCRAM-SHA-512' } as const;

/** Who has which SCRAM credentials. */
export class ProtocolScramUsers implements ScramUsers {
  constructor(private readonly door: ProtocolDoor) {}

  async describe(names: readonly string[] = []): Promise<Outcome<ScramUser>[]> {
    const users = [...new Set(names)].map((name) => ({ name }));
    const { results } = await this.door.ask((connection) =>
      describeUserScramCredentialsV0.api.async(connection, users).catch(partlyRefused),
    );
    const outcomes = new Map(results.map((user) => [user.user, outcomeOf(user)]));
    if (names.length === 0) return [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, outcome]) => outcome);
    return names.map((name) => outcomes.get(name) ?? { error: missing() });
  }
}

/** The library rejects when one of many was refused, and keeps the answer. */
function partlyRefused(error: unknown): DescribeResponse {
  if (!(error instanceof ResponseError)) throw error;
  const { response } = error as unknown as { response: DescribeResponse };
  if (response.errorCode !== 0) throw error;
  return response;
}

function outcomeOf({ user, errorCode, errorMessage, credentialInfos }: DescribedUser): Outcome<ScramUser> {
  if (errorCode !== 0) return { error: answeredError(errorCode, errorMessage ?? null) };
  const credentials = credentialInfos.flatMap(({ mechanism, iterations }) =>
    mechanism === 1 || mechanism === 2 ? [{ mechanism: MECHANISMS[mechanism], iterations }] : [],
  );
  return { value: { name: user, credentials } };
}

function missing(): GatewayError {
  return new GatewayError('internal', 'Kafka answered without a user that was asked for.');
}
