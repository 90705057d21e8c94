import { GatewayError } from '../../errors/gateway-error.js';
import type { DatumFault } from '../schema-codec.js';
import type { Draft } from './draft.js';
import { excerpt } from './excerpt.js';
import { ReferenceResolver } from './reference-resolver.js';
import { invalidSchema } from './schema-fault.js';
import { EXHAUSTED } from './work-budget.js';

const LENGTH_MAX = 200;

/** What the library says of schemas, where that helps a user. */
const TELLING = /^(?:reference "|invalid anchor|"\$(?:dynamic|recursive)Ref" only)/;

/** The schema does not follow its draft. */
export function metaSchemaFault({ path, reason }: DatumFault, what: string, draft: Draft): GatewayError {
  const where = path === '' ? what : `${what} at ${excerpt(path, LENGTH_MAX)}`;
  return invalidSchema(`${where} ${reason} (${draft.name})`);
}

/** What was thrown while a schema was compiled, in words. */
export function compilationFault(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof Error)) return invalidSchema('it cannot be compiled', error);
  if ('missingRef' in error) {
    const ref = ReferenceResolver.shown(String(error.missingRef));
    const fix = 'refer to a schema of the registry by "references"; nothing is fetched from other places';
    return invalidSchema(`the $ref "${excerpt(ref, LENGTH_MAX)}" leads nowhere: ${fix}`, error);
  }
  if (error instanceof RangeError || error === EXHAUSTED)
    return invalidSchema('it is too large to be compiled, or its references go on without end', error);
  const telling = TELLING.test(error.message) ? `: ${ReferenceResolver.shown(error.message)}` : '';
  return invalidSchema(`it cannot be compiled${excerpt(telling, LENGTH_MAX)}`, error);
}
