import { GatewayError } from '../../errors/gateway-error.js';
import { type Acl, AclsClient } from '../acls.client.js';
import type { Outcome } from '../admin.client.js';

/** The mock brokers let everybody do everything. */
export class EmbeddedAclsClient extends AclsClient {
  override describe(): Promise<Acl[]> {
    return Promise.reject(unsupported());
  }

  override create(): Promise<Outcome<void>[]> {
    return Promise.reject(unsupported());
  }

  override delete(): Promise<Acl[]> {
    return Promise.reject(unsupported());
  }
}

function unsupported(): GatewayError {
  return new GatewayError('kafka-refused', 'Access control lists: not supported by the embedded Kafka.');
}
