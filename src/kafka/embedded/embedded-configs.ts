import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import { type ConfigDetails, ConfigsClient } from '../configs.client.js';

/** The mock brokers have no settings, neither of their own nor of topics. */
export class EmbeddedConfigsClient extends ConfigsClient {
  override describe(): Promise<Outcome<ConfigDetails[]>[]> {
    return Promise.reject(unsupported());
  }

  override alter(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported());
  }
}

function unsupported(): GatewayError {
  return new GatewayError('kafka-refused', 'Settings of topics and brokers: not supported by the embedded Kafka.');
}
