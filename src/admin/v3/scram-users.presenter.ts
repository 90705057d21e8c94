import { GatewayError } from '../../errors/gateway-error.js';
import type { Place } from '../../http/resources/place.js';
import type { ScramMechanism, ScramUser } from '../../kafka/scram.client.js';
import type { KafkaScramUserResponse } from './scram-users.dto.js';

export const SCRAM_MECHANISMS: readonly ScramMechanism[] = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];
const PASSWORD_MAX = 1024;

/** @throws GatewayError `not-found` for a mechanism that Kafka does not have */
export function readMechanism(text: string): ScramMechanism {
  const mechanism = SCRAM_MECHANISMS.find((one) => one === text);
  if (mechanism) return mechanism;
  throw new GatewayError('not-found', `mechanism: must be ${SCRAM_MECHANISMS.join(' or ')}.`);
}

/** @throws GatewayError `invalid-body`, which never tells the password */
export function readPassword(value: unknown): string {
  if (typeof value === 'string' && value.length > 0 && value.length <= PASSWORD_MAX && value.isWellFormed())
    return value;
  throw new GatewayError('invalid-body', `password: must be a text of 1 to ${PASSWORD_MAX} characters.`);
}

export function presentUser(cluster: Place, clusterId: string, user: ScramUser): KafkaScramUserResponse {
  return {
    kind: 'KafkaScramUser',
    metadata: cluster.child('scram-users', 'scram-user', user.name).metadata,
    cluster_id: clusterId,
    user_name: user.name,
    // Kafka has them in no order.
    credentials: SCRAM_MECHANISMS.flatMap((mechanism) => {
      const found = user.credentials.find((credential) => credential.mechanism === mechanism);
      return found ? [{ mechanism, iterations: found.iterations }] : [];
    }),
  };
}
