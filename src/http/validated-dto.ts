import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { GatewayError } from '../errors/gateway-error.js';
import { secretsOf } from './secret.decorator.js';

const VALUE_MAX = 60;

/**
 * A parsed body as a validated instance of `dto`: its decorators say what is allowed, everything else is refused.
 *
 * @throws GatewayError `invalid-body`: `Unrecognized field: x`, `<path> is missing`, or `<path> <constraint> (was <value>)`, joined by `; `
 */
export function toDto<T extends object>(dto: Type<T>, body: unknown): T;
export function toDto(dto: Type<unknown>, body: unknown): unknown;
export function toDto(dto: Type<unknown>, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new GatewayError('invalid-body', `The body must be a JSON object${hasSecrets(dto) ? '' : was(body)}.`);
  }
  refuseReservedNames(body, '');
  const instance = plainToInstance(dto, body) as object;
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw new GatewayError('invalid-body', messageOf(errors));
  return instance;
}

/** class-transformer leaves these out without a word; no DTO has them. */
function refuseReservedNames(value: object, path: string): void {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const here = Array.isArray(value) ? `${path}[${name}]` : join(path, name);
    if (name === '__proto__' || name === 'constructor') throw unrecognized([here]);
    if (typeof member === 'object' && member !== null) refuseReservedNames(member, here);
  }
}

function messageOf(errors: ValidationError[]): string {
  const unknown: string[] = [];
  const faults: string[] = [];
  collect(errors, '', unknown, faults);
  return unknown.length > 0 ? unrecognized(unknown).message : faults.join('; ');
}

function collect(errors: ValidationError[], parent: string, unknown: string[], faults: string[]): void {
  for (const { property, constraints, children, value, target } of errors) {
    const path = Array.isArray(target) ? `${parent}[${property}]` : join(parent, property);
    const broken = Object.entries(constraints ?? {});
    // All constraints of an absent field are broken, and none of their sentences says so.
    if (value === undefined && broken.length > 0 && constraints?.['whitelistValidation'] === undefined) {
      faults.push(`${path} is missing`);
      continue;
    }
    for (const [name, message] of broken) {
      if (name === 'whitelistValidation') unknown.push(path);
      else faults.push(`${withPath(message, property, path)}${isSecret(target, property) ? '' : was(value)}`);
    }
    if (children) collect(children, path, unknown, faults);
  }
}

function unrecognized(paths: string[]): GatewayError {
  return new GatewayError('invalid-body', `Unrecognized field: ${paths.join(', ')}`);
}

/** class-validator's sentences begin with the bare name of the property. */
function withPath(message: string, property: string, path: string): string {
  if (message.startsWith(`${property} `)) return path + message.slice(property.length);
  return message.startsWith(path) ? message : `${path}: ${message}`;
}

function hasSecrets(dto: Type<unknown>): boolean {
  return secretsOf(dto.prototype as object).length > 0;
}

function isSecret(target: object | undefined, property: string): boolean {
  return target !== undefined && secretsOf(target).includes(property);
}

function was(value: unknown): string {
  if (value === undefined) return '';
  const text = JSON.stringify(value);
  return ` (was ${text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX)}…` : text})`;
}

function join(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}
