import { V2_ANY } from './dialects/v2.js';

export const PRODUCES = 'gateway:produces';
export const CONSUMES = 'gateway:consumes';
/** On controllers whose handlers take the bare request and response. */
export const RAW = 'gateway:raw';

/** The types a handler answers or reads, as its decorator says; all of v2 without one. */
export function typesOf(key: typeof PRODUCES | typeof CONSUMES, handler: object): readonly string[] {
  const types: unknown = Reflect.getMetadata(key, handler);
  return Array.isArray(types) ? (types as string[]) : V2_ANY;
}
