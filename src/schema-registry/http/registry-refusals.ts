import { GatewayError } from '../../errors/gateway-error.js';
import type { RegistryAnswer } from '../schema-registry.client.js';
import { failed, refusedCredentials } from './registry-faults.js';
import { wordsOf } from './registry-words.js';

/** No such subject, version, schema; a subject or a version that was deleted but not for good. */
const UNKNOWN = new Set([40401, 40402, 40403, 40404, 40406]);
/** The registry cannot parse the schema; some registries say so without a number of its own. */
const UNPARSABLE = new Set([42201, 422]);

/** Whether the registry says that there is no such subject, version or schema. A 404 alone may mean a wrong URL. */
export function isUnknown(answer: RegistryAnswer): boolean {
  return answer.status === 404 && UNKNOWN.has(said(answer).code);
}

/** The error of an answer with a status from 400 up. */
export function refusal(answer: RegistryAnswer): GatewayError {
  const { status } = answer;
  const { code, message } = said(answer);
  if (status === 401 || status === 403) return refusedCredentials();
  if (isUnknown(answer)) return new GatewayError('schema-not-found', `Error serializing message. ${message}`);
  if (status === 404) return failed('The schema registry answered with status 404: is schema.registry.url right?');
  if (status === 422 && UNPARSABLE.has(code)) return new GatewayError('schema-invalid', `Invalid schema: ${message}`);
  return failed(message);
}

function said({ status, body }: RegistryAnswer): { code: number; message: string } {
  const { error_code: code, message } = membersOf(body);
  const words = typeof message === 'string' ? wordsOf(message) : '';
  return {
    code: typeof code === 'number' ? code : status,
    message: words === '' ? `The schema registry answered with status ${status}.` : words,
  };
}

/** Of an error's body; none when it is no object, which says no more than the status. */
function membersOf(body: Buffer): Record<string, unknown> {
  try {
    return (JSON.parse(body.toString('utf8')) ?? {}) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
