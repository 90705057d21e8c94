import { GatewayError } from '../../errors/gateway-error.js';

/** What a client is told that asked for something which needs a registry, where there is none. */
export function notConfigured(): GatewayError {
  return new GatewayError(
    'schema-registry-not-configured',
    'Payload error. Schema Registry must be configured when using schemas.',
  );
}

/** It did not answer, or says that it cannot now. @param why goes on from "The schema registry …" */
export function unavailable(why: string, cause?: unknown, retryAfterSeconds?: number): GatewayError {
  return new GatewayError('schema-registry-unavailable', `The schema registry ${why}.`, { cause, retryAfterSeconds });
}

/** It refused, or what it said makes no sense. */
export function failed(why: string, cause?: unknown): GatewayError {
  return new GatewayError('schema-registry-failed', `Error serializing message. ${why}`, { cause });
}

/** It does not know the gateway, or does not let it. */
export function refusedCredentials(): GatewayError {
  return failed('The schema registry refused the credentials of the gateway.');
}
