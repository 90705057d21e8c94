import type { ErrorObject } from 'ajv';
import type { DatumFault } from '../schema-codec.js';
import { excerpt, memberStep, shown } from './excerpt.js';

const REASON_MAX = 200;

/** Keywords that only say that one of several others was not met; which, stands before them. */
const BRANCHING = new Set(['anyOf', 'oneOf', 'if', 'propertyNames']);

/** Keywords whose message does not need what was found, or would not be clearer for it. */
const COMPLETE = new Set(['required', 'additionalProperties', 'unevaluatedProperties', 'uniqueItems', 'false schema']);

/** What a datum does wrong, from what its check says: the innermost place where all that is wanted fails. */
export function datumFault(datum: unknown, errors: readonly ErrorObject[] | null | undefined): DatumFault {
  const last = errors?.at(-1);
  if (last === undefined) return { path: '', reason: 'does not fit the schema' };
  const error = BRANCHING.has(last.keyword) ? deepest(errors ?? [], last) : last;
  return { path: pathOf(datum, error.instancePath), reason: excerpt(reasonOf(error, errors ?? []), REASON_MAX) };
}

/** Of the branches that failed, the one that got furthest into the datum. */
function deepest(errors: readonly ErrorObject[], last: ErrorObject): ErrorObject {
  if (last.keyword === 'if') return errors.findLast(({ keyword }) => !BRANCHING.has(keyword)) ?? last;
  let best = last;
  for (const error of errors) if (depthOf(error) > depthOf(best)) best = error;
  return best;
}

function depthOf({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}

function reasonOf(error: ErrorObject, errors: readonly ErrorObject[]): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return `must NOT have additional properties: '${excerpt(String(params['additionalProperty']))}'`;
    case 'unevaluatedProperties':
      return `must NOT have unevaluated properties: '${excerpt(String(params['unevaluatedProperty']))}'`;
    case 'propertyNames':
      return `must NOT have a property with the name '${excerpt(String(params['propertyName']))}'`;
    case 'false schema':
      return 'is not allowed by the schema';
    case 'oneOf':
      if (Array.isArray(params['passingSchemas'])) return 'must fit exactly one schema of oneOf, fits several';
      return branches(error, errors);
    case 'anyOf':
      return branches(error, errors);
    case 'type':
      return `${said(error).replaceAll(',', ' or ')}, found ${shown(error.data)}`;
    default:
      return COMPLETE.has(error.keyword) ? said(error) : `${said(error)}, found ${shown(error.data)}`;
  }
}

/** What each branch wants, in words. */
function branches(error: ErrorObject, errors: readonly ErrorObject[]): string {
  const wants = errors.filter((other) => other !== error && other.instancePath === error.instancePath).map(said);
  const found = `, found ${shown(error.data)}`;
  const distinct = [...new Set(wants)];
  return distinct.length === 0 || distinct.length > 4 ? `${said(error)}${found}` : `${distinct.join(' or ')}${found}`;
}

function said({ message }: ErrorObject): string {
  return excerpt(message ?? 'does not fit the schema', REASON_MAX / 2);
}

/** `/user/tags/2` as `.user.tags[2]`: the datum tells items from members. */
function pathOf(datum: unknown, pointer: string): string {
  let at: unknown = datum;
  let path = '';
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path += Array.isArray(at) ? `[${name}]` : memberStep(name);
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  }
  return path;
}
