import type { GatewayError } from '../../errors/gateway-error.js';
import type { RegistryAnswer } from '../schema-registry.client.js';
import { unavailable } from './registry-faults.js';

/** An endpoint that gave no answer, or none of use now. */
export class EndpointDown extends Error {
  constructor(
    readonly failure: GatewayError,
    /** Another endpoint may be asked without doing anything twice. */
    readonly neverSent: boolean,
    /** What it answered, if it did: 429 or 500 and more. */
    readonly answer: RegistryAnswer | null = null,
  ) {
    super(failure.message, { cause: failure });
  }
}

/** Failures of a request that never reached anybody. */
const NEVER_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Of OpenSSL and Node, for a certificate that is not accepted; the handshake comes before any request. */
const CERTIFICATE = /CERT|SELF_SIGNED|^UNABLE_TO_|^ERR_TLS|^ERR_SSL/;

/** An endpoint that answered nothing, or not to the end. */
export function silenceOf(error: unknown, host: string, timeoutMs: number): EndpointDown {
  const { code = '', name } = error as NodeJS.ErrnoException;
  if (CERTIFICATE.test(code)) {
    const why = `at ${host} cannot be talked to over TLS: is schema.registry.ssl.ca.location right?`;
    return new EndpointDown(unavailable(why, error), true);
  }
  const late = name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code);
  const why = late ? `did not answer within ${Math.round(timeoutMs)} ms` : 'cannot be reached';
  return new EndpointDown(unavailable(why, error), NEVER_SENT.test(code));
}
