import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Template {
  path: string;
  pattern: RegExp;
  literals: number;
}

/** Statuses that HTTP itself gives, whatever the operation: only their body is checked. */
const OF_THE_SERVER = new Set([405, 414, 431, 501]);

const DOCUMENT = 'openapi.json';

/** Holds answers against an OpenAPI document. */
export class DocumentChecker {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  private readonly templates: Template[];
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    // A copy: what the document does not name must not be answered either.
    this.ajv.addSchema(closed(JSON.parse(JSON.stringify(document)) as Json) as object, DOCUMENT);
    this.templates = Object.keys(document.paths)
      .map(templateOf)
      .sort((a, b) => b.literals - a.literals);
  }

  /**
   * Throws when the answer is not as documented. Of what is in no document (pages, other methods, unknown paths) only errors
   * are checked: they are envelopes.
   *
   * @param target path of the request, with or without a query
   * @param contentType of the answer; null when it had none
   */
  check(method: string, target: string, status: number, contentType: string | null, body: string): void {
    const path = target.split('?', 1)[0] ?? target;
    const template = this.templates.find(({ pattern }) => pattern.test(path));
    const verb = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase();
    const name = `${method} ${path} -> ${status}`;
    const operation = template && this.operation(template.path, verb);
    if (!operation) {
      this.checkEnvelope(name, status, body);
      return;
    }
    const pointer = this.responsePointer(template.path, verb, status);
    if (pointer === null) {
      if (OF_THE_SERVER.has(status)) this.checkEnvelope(name, status, body);
      else throw new Error(`${name}: this status is not documented (npm run openapi makes the document fresh)`);
      return;
    }
    if (method.toUpperCase() !== 'HEAD') this.checkBody(name, pointer, contentType, body);
  }

  private checkBody(name: string, pointer: string[], contentType: string | null, body: string): void {
    const { content } = this.at(pointer) as { content?: Record<string, unknown> };
    if (!content) {
      if (body !== '') throw new Error(`${name}: a body was answered, none is documented`);
      return;
    }
    const type = contentType?.split(';', 1)[0]?.trim() ?? '';
    if (!content[type])
      throw new Error(`${name}: content type "${type}" is not documented, only ${Object.keys(content).join(', ')}`);
    if (!type.endsWith('json')) return;
    this.validate(name, [...pointer, 'content', type, 'schema'], body);
  }

  private checkEnvelope(name: string, status: number, body: string): void {
    if (status >= 400 && body !== '') this.validate(name, ['components', 'schemas', 'Error'], body);
  }

  private validate(name: string, pointer: string[], body: string): void {
    const ref = `${DOCUMENT}#/${pointer.map(escaped).join('/')}`;
    let validator = this.validators.get(ref);
    if (!validator) {
      validator = this.ajv.compile({ $ref: ref });
      this.validators.set(ref, validator);
    }
    if (!validator(JSON.parse(body))) {
      throw new Error(`${name}: not as documented: ${this.ajv.errorsText(validator.errors)}\n${body}`);
    }
  }

  private operation(path: string, verb: string): object | undefined {
    return (this.document.paths[path] as Record<string, object> | undefined)?.[verb];
  }

  private responsePointer(path: string, verb: string, status: number): string[] | null {
    const pointer = ['paths', path, verb, 'responses', String(status)];
    const response = this.at(pointer) as { $ref?: string } | undefined;
    if (!response) return null;
    return response.$ref ? response.$ref.slice(2).split('/') : pointer;
  }

  private at(pointer: string[]): unknown {
    return pointer.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], this.document);
  }
}

const checkers = new Map<string, DocumentChecker>();

/** Holds an answer against a committed document. Throws when it is not as documented. */
export function checkAgainstDocument(
  method: string,
  target: string,
  status: number,
  contentType: string | null,
  body: string,
  name = 'v2',
): void {
  let checker = checkers.get(name);
  if (!checker) {
    const file = new URL(`../../openapi/${name}.json`, import.meta.url);
    checker = new DocumentChecker(JSON.parse(readFileSync(file, 'utf8')) as OpenAPIObject);
    checkers.set(name, checker);
  }
  checker.check(method, target, status, contentType, body);
}

function templateOf(path: string): Template {
  const segments = path.split('/');
  const parts = segments.map((segment) =>
    segment.startsWith('{') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return {
    path,
    pattern: new RegExp(`^${parts.join('/')}${path === '/' ? '' : '/?'}$`),
    literals: segments.filter((segment) => !segment.startsWith('{')).length,
  };
}

/** Objects with named members and nothing said about others take no others. */
function closed(node: Json): Json {
  if (Array.isArray(node)) return node.map(closed);
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy && !('additionalProperties' in copy) ? { ...copy, additionalProperties: false } : copy;
}

function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}
