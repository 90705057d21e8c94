import { VERSION_METADATA } from '@nestjs/common/constants.js';
import type { Dialect } from './dialect.js';
import { ALL_TYPES } from './dialects/tables.js';

export const PRODUCES = 'gateway:produces';
export const CONSUMES = 'gateway:consumes';
/** On controllers whose handlers take the bare request and response. */
export const RAW = 'gateway:raw';

/** The types a handler answers or reads, as its decorator says; without one all of its controller's dialect. */
export function typesOf(
  key: typeof PRODUCES | typeof CONSUMES,
  handler: object,
  controller: object,
): readonly string[] {
  const types: unknown = Reflect.getMetadata(key, handler);
  return Array.isArray(types) ? (types as string[]) : ALL_TYPES[dialectOfController(controller) ?? 'v2'];
}

/** Null: the controller serves all dialects. */
export function dialectOfController(controller: object): Dialect | null {
  const version: unknown = Reflect.getMetadata(VERSION_METADATA, controller);
  return typeof version === 'string' ? (version as Dialect) : null;
}
