import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import { ScramClient, type ScramUser } from '../scram.client.js';

/** The mock brokers know no users. */
export class EmbeddedScramClient extends ScramClient {
  override describe(): Promise<Outcome<ScramUser>[]> {
    return Promise.reject(unsupported());
  }

  override alter(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported());
  }
}

function unsupported(): GatewayError {
  return new GatewayError('kafka-refused', 'Users and their credentials: not supported by the embedded Kafka.');
}
