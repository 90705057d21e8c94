import { isDeepStrictEqual } from 'node:util';
import type { ApiDocument } from './api-document.js';
import { type Content, type Operation, type Parameter, reference, type Response } from './document.types.js';
import { describe, errorContent, usualErrors } from './error-responses.js';

/** Paths that are answered without asking Kafka, or in a form of their own. */
const WITHOUT_KAFKA = new Set(['/']);
const HEALTH = /^\/(?:health|metrics)(?:\/|$)/;

/**
 * Adds what decorators need not repeat: media types of the API, the envelope of each declared error, and the errors
 * that every operation of its shape can answer with.
 */
export function completeOperation(operation: Operation, path: string, spec: ApiDocument): void {
  if (HEALTH.test(path)) return;
  operation.parameters = pathFirst(operation.parameters ?? [], path);
  const { requestBody } = operation;
  if (requestBody && 'content' in requestBody) requestBody.content = inTypesOf(spec, requestBody.content);
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response) completeResponse(Number(status), response, spec);
  }
  for (const status of usualErrors(spec, operation, !WITHOUT_KAFKA.has(path))) {
    operation.responses[status] ??= reference('responses', `Error${status}`);
  }
}

/** Parameters of the path in its order, then the others. Handlers that take the raw request have no types to reflect. */
function pathFirst(parameters: Parameter[], path: string): Parameter[] {
  const rank = (parameter: Parameter): number => {
    const at = 'in' in parameter && parameter.in === 'path' ? path.indexOf(`{${parameter.name}}`) : -1;
    return at < 0 ? path.length : at;
  };
  for (const parameter of parameters) {
    if ('in' in parameter && parameter.in === 'path') parameter.schema = { type: 'string', ...parameter.schema };
  }
  return [...parameters].sort((a, b) => rank(a) - rank(b));
}

function completeResponse(status: number, response: Response, spec: ApiDocument): void {
  if ('$ref' in response) return;
  response.description ||= describe(spec, status);
  if (response.content) response.content = inTypesOf(spec, response.content);
  else if (status >= 400) response.content = errorContent(spec, status);
}

/**
 * What is declared without media types carries `application/json` alone: it is read or answered in all types of the API.
 * Where the types are declared, `application/json` is read and answered too.
 */
function inTypesOf(spec: ApiDocument, content: Content): Content {
  const [first, ...others] = Object.entries(content);
  if (!first) return content;
  const [type, media] = first;
  if (others.length === 0 && type === 'application/json') {
    return Object.fromEntries([...spec.types, type].map((each) => [each, media]));
  }
  // Types that carry different things leave open what `application/json` carries: its operation has to say.
  const alike = others.every(([, other]) => isDeepStrictEqual(other.schema, media.schema));
  return alike && !content['application/json'] ? { ...content, 'application/json': media } : content;
}
