import type { OpenAPIObject } from '@nestjs/swagger';
import type { ApiDocument } from './api-document.js';
import { type Content, type Operation, reference, type ResponseObject } from './document.types.js';

/** A sentence for a status that no decorator describes. */
export function describe(spec: ApiDocument, status: number): string {
  return spec.statuses.get(status) ?? (status === 204 ? 'Done. There is no body.' : 'Done.');
}

const WITH_BODY = [400, 408, 413, 415, 422];

/** Statuses that an operation can always answer with, from its shape; what is special to it, its own decorators tell. */
export function usualErrors(spec: ApiDocument, operation: Operation, asks: boolean): number[] {
  const named = (operation.parameters ?? []).some((parameter) => 'in' in parameter && parameter.in === 'path');
  return [
    ...new Set([
      406,
      500,
      ...(asks ? spec.usualStatuses : []),
      ...(named ? [404] : []),
      ...(operation.requestBody ? WITH_BODY : []),
    ]),
  ].sort((a, b) => a - b);
}

/** The shared components that errors are described with: the schema, one example per failure, one response per status. */
export function errorComponents(spec: ApiDocument): Pick<NonNullable<OpenAPIObject['components']>, 'examples' | 'responses'> {
  const examples = Object.fromEntries(
    spec.errors.map(({ name, errorCode, message }) => [name, { value: { error_code: errorCode, message } }]),
  );
  const responses = Object.fromEntries(
    [...spec.statuses].map(([status, description]) => [`Error${status}`, errorResponse(spec, status, description)]),
  );
  return { examples, responses };
}

export const ERROR_SCHEMA = {
  type: 'object',
  required: ['error_code', 'message'],
  properties: {
    error_code: { type: 'integer', description: 'What went wrong; starts with the HTTP status in most cases.' },
    message: { type: 'string', description: 'A sentence that names the field, the limit or the fix.' },
  },
};

export function errorContent(spec: ApiDocument, status: number): Content {
  const names = spec.errors.filter((error) => error.status === status).map(({ name }) => name);
  const examples = Object.fromEntries(names.map((name) => [name, reference('examples', name)]));
  return Object.fromEntries(
    [...spec.types, 'application/json'].map((type) => [type, { schema: reference('schemas', 'Error'), examples }]),
  );
}

function errorResponse(spec: ApiDocument, status: number, description: string): ResponseObject {
  return {
    description,
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': RETRY_AFTER } } : {}),
    content: errorContent(spec, status),
  };
}

const RETRY_AFTER = { description: 'Seconds after which to try again.', schema: { type: 'integer' } };
