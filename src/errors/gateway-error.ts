import type { ErrorCode } from './error-code.js';

export interface GatewayErrorOptions {
  /** What really happened. Logged, never shown to a client. */
  cause?: unknown;
  /** Whole seconds after which trying again makes sense; becomes `Retry-After`. */
  retryAfterSeconds?: number;
}

/**
 * The one error that services, clients and presenters throw. It knows no HTTP: the dialect of the request decides how it
 * looks. `message` is a sentence for the client: it names the field, the limit or the fix.
 */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds ?? defaultRetryAfter(code);
  }
}

/** Failures that pass by themselves tell the client when to come back, also where the thrower did not say. */
function defaultRetryAfter(code: ErrorCode): number | undefined {
  switch (code) {
    case 'too-many-requests':
    case 'kafka-retriable':
    case 'peer-unavailable':
      return 1;
    case 'kafka-unavailable':
    case 'schema-registry-unavailable':
    case 'shutting-down':
      return 5;
    default:
      return undefined;
  }
}
