import { AuthenticationError, ProtocolError, protocolErrorsCodesById, ResponseError } from '@platformatic/kafka';
import { GatewayError } from '../../errors/gateway-error.js';
import { errorCodeOf } from '../error-codes.js';

/** What goes wrong with a request, as a client may be told. */
export function protocolError(error: unknown, timeoutMs: number): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof ResponseError) {
    const first: unknown = error.errors[0];
    if (first instanceof ProtocolError) {
      const { apiCode, serverErrorMessage } = first as ProtocolError & Answered;
      return answeredError(apiCode, serverErrorMessage);
    }
  }
  if (hasCause(error, AuthenticationError)) {
    return new GatewayError('unauthenticated', 'Kafka did not accept the credentials of the gateway.', {
      cause: error,
    });
  }
  // How the library's readers fail, by the way of the errors of an answer: on codes that it does not know, and on what is cut.
  if (error instanceof TypeError || error instanceof RangeError) {
    return new GatewayError('kafka-error', 'The answer of Kafka could not be read.', { cause: error });
  }
  return new GatewayError('kafka-unavailable', `No Kafka broker answered within ${timeoutMs} ms.`, { cause: error });
}

interface Answered {
  apiCode: number;
  serverErrorMessage: string | null;
}

/** @param code of Kafka's protocol, not 0 */
export function answeredError(code: number, message: string | null): GatewayError {
  return new GatewayError(errorCodeOf(code), message || sentenceOf(code));
}

/** Codes may be newer than the library. */
function sentenceOf(code: number): string {
  if (protocolErrorsCodesById[code] === undefined) return `Kafka error ${code}.`;
  return `${new ProtocolError(code).message.replace(/\.$/, '')}.`;
}

function hasCause(error: unknown, type: new (...args: never[]) => Error): boolean {
  for (let current: unknown = error; current instanceof Error; current = (current as Error).cause) {
    if (current instanceof type) return true;
  }
  return false;
}
