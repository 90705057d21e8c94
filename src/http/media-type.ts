import { isTypeValid, parse } from 'content-type';
import Negotiator from 'negotiator';
import { GatewayError } from '../errors/gateway-error.js';

export const JSON_TYPE = 'application/json';

/** Means v2 for whoever sends or asks for it; never answered as itself. */
export const UNVERSIONED_TYPE = 'application/vnd.kafka+json';

/** The type and subtype of a Content-Type in lower case, without parameters; null when absent or not a media type. */
export function mediaTypeOf(contentType: string | undefined): string | null {
  if (contentType === undefined) return null;
  const { type } = parse(contentType, { parameters: false });
  const lower = type.toLowerCase();
  return isTypeValid(lower) ? lower : null;
}

/**
 * Chooses the type of an answer.
 *
 * @param accept the Accept header; absent or a wildcard: the first of `offered`
 * @param offered types that can be answered, best first. `application/json` need not be among them: it is always met
 * @throws GatewayError `not-acceptable`, naming what is offered
 */
export function chooseType(accept: string | undefined, offered: readonly string[]): string {
  const [preferred] = offered;
  if (preferred === undefined) throw new RangeError('offered must name a type');
  if (accept === undefined || accept === '*/*' || accept === '') return preferred;
  if (offered.includes(accept)) return accept;
  const candidates = [...offered];
  if (!candidates.includes(JSON_TYPE)) candidates.push(JSON_TYPE);
  if (accept.includes(UNVERSIONED_TYPE)) candidates.push(UNVERSIONED_TYPE);
  // Parameters such as charset play no part in the choice; the library would hold them against what is offered.
  const bare = accepted(accept).map(({ type, quality }) => `${type};q=${quality}`);
  const chosen = new Negotiator({ headers: { accept: bare.join(',') } }).mediaTypes(candidates)[0];
  if (chosen === undefined) {
    throw new GatewayError(
      'not-acceptable',
      `Nothing that Accept asks for can be answered. Ask for ${listed(offered)}.`,
    );
  }
  return chosen === UNVERSIONED_TYPE ? preferred : chosen;
}

interface Accepted {
  type: string;
  /** 0 to 1; 0: not wanted. */
  quality: number;
}

/** The wanted entries of an Accept header, best first. */
export function acceptedTypes(accept: string): Accepted[] {
  return accepted(accept)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

function accepted(accept: string): Accepted[] {
  return accept
    .split(',')
    .map((entry) => {
      const [type = '', ...parameters] = entry.split(';');
      const weight = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
      return { type: type.trim().toLowerCase(), quality: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ type }) => type !== '');
}

/** Types for a sentence: the given ones and `application/json`. */
export function listed(types: readonly string[]): string {
  const all = types.includes(JSON_TYPE) ? types : [...types, JSON_TYPE];
  return all.length === 1 ? `${all[0]}` : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
