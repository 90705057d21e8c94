import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { API_DOCUMENTS } from '../../src/openapi/api-documents.js';
import { readAnswers } from '../../src/openapi/document.answers.js';
import { createDocument, documentText } from '../../src/openapi/document.factory.js';
import { type Content, type Operation, operationsOf } from '../../src/openapi/document.types.js';

const ROOT = new URL('../../', import.meta.url);

async function text(file: string): Promise<string> {
  return readFile(new URL(file, ROOT), 'utf8');
}

/** Calls `visit` for every object of the document, with the pointer to it. */
function walk(node: unknown, visit: (node: Record<string, unknown>, pointer: string) => void, pointer = '#'): void {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) visit(node as Record<string, unknown>, pointer);
  for (const [key, value] of Object.entries(node)) walk(value, visit, `${pointer}/${key}`);
}

function resolve(document: object, ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
}

describe.each(API_DOCUMENTS.map((spec) => ({ spec, name: spec.name })))('OpenAPI document of $name', ({ spec }) => {
  let document: OpenAPIObject;
  let operations: ReturnType<typeof operationsOf>;

  beforeAll(async () => {
    const { version } = JSON.parse(await text('package.json')) as { version: string };
    document = await createDocument(spec, version);
    operations = operationsOf(document);
  });

  /** Each media type of a body or a success response, by a name that points to it. */
  function contents(): { where: string; type: string; media: Content[string] }[] {
    return operations.flatMap(({ operation }) => {
      const bodies = (operation.requestBody as { content?: Content } | undefined)?.content ?? {};
      const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      const parts: [string, Content][] = [
        [`${operation.operationId} body`, bodies],
        ...answers.map(([status, response]): [string, Content] => [
          `${operation.operationId} ${status}`,
          (response as { content?: Content }).content ?? {},
        ]),
      ];
      return parts.flatMap(([where, content]) =>
        Object.entries(content).map(([type, media]) => ({ where: `${where} ${type}`, type, media })),
      );
    });
  }

  function examplesOf(media: Content[string]): unknown[] {
    if (media.example !== undefined) return [media.example];
    return Object.values(media.examples ?? {}).map((example) => {
      const resolved = '$ref' in example ? resolve(document, example.$ref) : example;
      return (resolved as { value: unknown }).value;
    });
  }

  it('is committed as the code generates it (npm run openapi writes it)', async () => {
    expect(await text(`openapi/${spec.name}.json`)).toBe(documentText(document));
  });

  it('says OpenAPI 3.1 and uses nothing of 3.0', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    const old: string[] = [];
    walk(document.components?.schemas, (node, pointer) => {
      if (typeof node.nullable === 'boolean' || typeof node.exclusiveMinimum === 'boolean') old.push(pointer);
    });
    expect(old).toEqual([]);
  });

  it('names no absolute server, so that it holds behind every proxy', () => {
    expect(document.servers?.map(({ url }) => url)).toEqual(['..']);
  });

  it('resolves every reference', () => {
    const broken: unknown[] = [];
    walk(document, ({ $ref }) => {
      if (typeof $ref === 'string' && resolve(document, $ref) === undefined) broken.push($ref);
    });
    expect(broken).toEqual([]);
  });

  it('has schemas that are JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    walk(document, (node, pointer) => {
      const name = pointer.split('/').at(-1);
      const isSchema = name === 'schema' || /^#\/components\/schemas\/[^/]+$/.test(pointer);
      if (isSchema && !ajv.validateSchema(node)) throw new Error(`${pointer}: ${ajv.errorsText()}`);
    });
  });

  it('gives every operation an id of its own, a summary and a declared tag', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const declared = spec.tags.map(({ name }) => name);
    const bare = operations
      .filter(
        ({ operation }) =>
          !operation.summary || !operation.tags?.length || !operation.tags.every((tag) => declared.includes(tag)),
      )
      .map(({ operation }) => operation.operationId);
    expect(bare).toEqual([]);
  });

  it('documents what every operation answers when it works and when it does not', () => {
    const faults = operations
      .filter(({ path }) => path !== '/health/live')
      .filter(({ operation: { responses } }) => {
        const statuses = Object.keys(responses);
        return (
          !statuses.some((status) => /^2\d\d$/.test(status)) || !statuses.some((status) => /^[45]\d\d$/.test(status))
        );
      });
    expect(faults.map(({ operation }) => operation.operationId)).toEqual([]);
  });

  it('describes every response in a sentence', () => {
    const silent = operations.flatMap(({ operation }) =>
      Object.entries(operation.responses)
        .filter(([, response]) => !(response && ('$ref' in response || response.description)))
        .map(([status]) => `${operation.operationId} ${status}`),
    );
    expect(silent).toEqual([]);
  });

  it('declares every path parameter, with an example to try', () => {
    const faults = operations.flatMap(({ path, operation }) => {
      const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const declared = pathParameters(operation);
      return named
        .filter(
          (name) =>
            !declared.some(
              (parameter) => parameter.name === name && parameter.required && parameter.example !== undefined,
            ),
        )
        .concat(declared.filter(({ name }) => !named.includes(name)).map(({ name }) => name))
        .map((name) => `${operation.operationId} ${name}`);
    });
    expect(faults).toEqual([]);
  });

  it('shows an example for every vendor type of a body', () => {
    const bare = contents().filter(
      ({ where, type, media }) => where.includes(' body ') && type.includes('vnd.') && examplesOf(media).length === 0,
    );
    expect(bare.map(({ where }) => where)).toEqual([]);
  });

  const answers = spec.answers;
  if (answers) {
    it('shows a real answer of every operation that answers with a body, and of no other', async () => {
      const bare = contents().filter(({ where, media }) => !where.includes(' body ') && examplesOf(media).length === 0);
      expect(bare.map(({ where }) => where)).toEqual([]);
      const shown = contents().map(({ where, type }) => where.slice(0, -type.length - 1));
      const given = Object.entries(await readAnswers(answers)).flatMap(([id, byStatus]) =>
        Object.keys(byStatus).map((status) => `${id} ${status}`),
      );
      expect(given.filter((name) => !shown.includes(name))).toEqual([]);
    });
  }

  it('shows only examples that are as its own schemas say', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(document, 'openapi.json');
    const faults = contents().flatMap(({ where, media }) => {
      const schema: object = JSON.parse(
        JSON.stringify(media.schema ?? {}).replaceAll('"#/', '"openapi.json#/'),
      ) as object;
      return examplesOf(media)
        .filter((example) => !ajv.validate(schema, example))
        .map(() => `${where}: ${ajv.errorsText()}`);
    });
    expect(faults).toEqual([]);
  });

  it('gives every success answer a schema in every type it can be answered in', () => {
    const bare = contents().filter(({ media }) => !media.schema);
    expect(bare.map(({ where }) => where)).toEqual([]);
  });
});

function pathParameters(operation: Operation): { name: string; required?: boolean; example?: unknown }[] {
  return (operation.parameters ?? []).flatMap((parameter) =>
    'in' in parameter && parameter.in === 'path'
      ? [{ name: parameter.name, required: parameter.required, example: exampleOf(parameter) }]
      : [],
  );
}

function exampleOf({ example, examples, schema }: { example?: unknown; examples?: object; schema?: object }): unknown {
  return example ?? Object.values(examples ?? {})[0] ?? (schema as { example?: unknown } | undefined)?.example;
}
