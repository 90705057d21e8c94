import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type, VERSION_NEUTRAL } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA, VERSION_METADATA } from '@nestjs/common/constants.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import { API_DOCUMENTS } from '../../src/openapi/api-documents.js';
import { controllersOf as documentedBy } from '../../src/openapi/document.factory.js';
import { DocsController } from '../../src/openapi/docs.controller.js';
import { operationsOf } from '../../src/openapi/document.types.js';
import { OpenApiModule } from '../../src/openapi/openapi.module.js';
import { AppModule } from '../../src/app.module.js';
import { Drain } from '../../src/http/drain.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { testSettings } from '../support/test-settings.js';

interface Route {
  controller: Type;
  handler: string;
  method: string;
  path: string;
  /** The dialect it belongs to; null: it serves all of them. */
  dialect: string | null;
  /** Kept out of its document. */
  hidden: boolean;
}

/** The operations of v2 that existing clients rely on. */
const REFERENCE_V2 = [
  'GET /',
  'POST /',
  'GET /brokers',
  'GET /topics',
  'GET /topics/{}',
  'POST /topics/{}',
  'GET /topics/{}/partitions',
  'GET /topics/{}/partitions/{}',
  'GET /topics/{}/partitions/{}/offsets',
  'POST /topics/{}/partitions/{}',
  'POST /consumers/{}',
  'DELETE /consumers/{}/instances/{}',
  'POST /consumers/{}/instances/{}/subscription',
  'GET /consumers/{}/instances/{}/subscription',
  'DELETE /consumers/{}/instances/{}/subscription',
  'GET /consumers/{}/instances/{}/records',
  'POST /consumers/{}/instances/{}/offsets',
  'GET /consumers/{}/instances/{}/offsets',
  'POST /consumers/{}/instances/{}/positions',
  'POST /consumers/{}/instances/{}/positions/beginning',
  'POST /consumers/{}/instances/{}/positions/end',
  'POST /consumers/{}/instances/{}/assignments',
  'GET /consumers/{}/instances/{}/assignments',
];

/** The operations of Confluent's v3. */
const REFERENCE_V3 = [
  'GET /v3/clusters',
  'GET /v3/clusters/{}',
  'GET /v3/clusters/{}/acls',
  'POST /v3/clusters/{}/acls',
  'DELETE /v3/clusters/{}/acls',
  'POST /v3/clusters/{}/acls:batch',
  'GET /v3/clusters/{}/brokers',
  'GET /v3/clusters/{}/brokers/{}',
  'GET /v3/clusters/{}/brokers/-/configs',
  'GET /v3/clusters/{}/brokers/{}/configs',
  'GET /v3/clusters/{}/brokers/{}/configs/{}',
  'PUT /v3/clusters/{}/brokers/{}/configs/{}',
  'DELETE /v3/clusters/{}/brokers/{}/configs/{}',
  'POST /v3/clusters/{}/brokers/{}/configs:alter',
  'GET /v3/clusters/{}/brokers/{}/partition-replicas',
  'GET /v3/clusters/{}/broker-configs',
  'GET /v3/clusters/{}/broker-configs/{}',
  'PUT /v3/clusters/{}/broker-configs/{}',
  'DELETE /v3/clusters/{}/broker-configs/{}',
  'POST /v3/clusters/{}/broker-configs:alter',
  'GET /v3/clusters/{}/consumer-groups',
  'GET /v3/clusters/{}/consumer-groups/{}',
  'GET /v3/clusters/{}/consumer-groups/{}/consumers',
  'GET /v3/clusters/{}/consumer-groups/{}/consumers/{}',
  'GET /v3/clusters/{}/consumer-groups/{}/consumers/{}/assignments',
  'GET /v3/clusters/{}/consumer-groups/{}/consumers/{}/assignments/{}/partitions/{}',
  'GET /v3/clusters/{}/consumer-groups/{}/lag-summary',
  'GET /v3/clusters/{}/consumer-groups/{}/lags',
  'GET /v3/clusters/{}/consumer-groups/{}/lags/{}/partitions/{}',
  'GET /v3/clusters/{}/topics',
  'POST /v3/clusters/{}/topics',
  'GET /v3/clusters/{}/topics/{}',
  'PATCH /v3/clusters/{}/topics/{}',
  'DELETE /v3/clusters/{}/topics/{}',
  'GET /v3/clusters/{}/topics/-/configs',
  'POST /v3/clusters/{}/topics/-/configs:alter',
  'GET /v3/clusters/{}/topics/{}/configs',
  'GET /v3/clusters/{}/topics/{}/configs/{}',
  'PUT /v3/clusters/{}/topics/{}/configs/{}',
  'DELETE /v3/clusters/{}/topics/{}/configs/{}',
  'POST /v3/clusters/{}/topics/{}/configs:alter',
  'GET /v3/clusters/{}/topics/{}/partitions',
  'GET /v3/clusters/{}/topics/{}/partitions/{}',
  'GET /v3/clusters/{}/topics/{}/partitions/{}/offset',
  'GET /v3/clusters/{}/topics/{}/partitions/{}/replicas',
  'GET /v3/clusters/{}/topics/{}/partitions/{}/replicas/{}',
  'GET /v3/clusters/{}/topics/-/partitions/-/reassignment',
  'GET /v3/clusters/{}/topics/{}/partitions/-/reassignment',
  'GET /v3/clusters/{}/topics/{}/partitions/{}/reassignment',
  'POST /v3/clusters/{}/topics/{}/records',
  'POST /v3/clusters/{}/topics/{}/records:batch',
];

/** The operations of v1 and of KIP-80. */
const REFERENCE_V1 = [
  'GET /',
  'POST /',
  'GET /brokers',
  'GET /topics',
  'GET /topics/{}',
  'POST /topics/{}',
  'GET /topics/{}/partitions',
  'GET /topics/{}/partitions/{}',
  'POST /topics/{}/partitions/{}',
  'GET /topics/{}/partitions/{}/messages',
  'POST /consumers/{}',
  'POST /consumers/{}/instances/{}/offsets',
  'GET /consumers/{}/instances/{}/topics/{}',
  'DELETE /consumers/{}/instances/{}',
  'GET /consumers/{}/{}/{}',
  'POST /consumers/{}/{}/offsets',
  'GET /consume/{}/partitions/{}',
];

/** Pages and documents for people: not part of an API, so in no document. */
const UNDOCUMENTED = new Set<Type>([DocsController]);

/** Two handlers, of two modules: the first one passes on what has no `?offset=`, and is documented for both. */
const PASSED_ON = new Set(['v1 GET /topics/{}/partitions/{}']);

describe('routes', () => {
  const application = AppModule.of(testSettings(), new Drain(), new Metrics());
  const routes = modulesOf(application)
    .flatMap((module) => controllersOf(module))
    .flatMap(routesOf);
  const documented = routes.filter(({ controller, hidden }) => !UNDOCUMENTED.has(controller) && !hidden);
  const documents = new Map<string, OpenAPIObject>();

  beforeAll(async () => {
    for (const { name } of API_DOCUMENTS) {
      const file = new URL(`../../openapi/${name}.json`, import.meta.url);
      documents.set(name, JSON.parse(await readFile(file, 'utf8')) as OpenAPIObject);
    }
  });

  it('are found in all modules of the application', () => {
    expect(modulesOf(application)).toContain(OpenApiModule);
    expect(routes.length).toBeGreaterThanOrEqual(REFERENCE_V2.length);
  });

  it.each(REFERENCE_V2)('serve %s', (operation) => {
    expect(documented.filter(({ dialect }) => dialect === 'v2' || dialect === null).map(shapeOf)).toContain(operation);
  });

  it.each(REFERENCE_V1)('serve %s in v1', (operation) => {
    expect(documented.filter(({ dialect }) => dialect === 'v1' || dialect === null).map(shapeOf)).toContain(operation);
  });

  it.each(REFERENCE_V3)('serve %s in v3', (operation) => {
    expect(documented.filter(({ dialect }) => dialect === 'v3').map(shapeOf)).toContain(operation);
  });

  it('are served by one handler each', () => {
    const names = routes.map((route) => `${route.dialect} ${shapeOf(route)}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at && !PASSED_ON.has(name))).toEqual([]);
  });

  it('are all documented, but for those whose request another handler passes on', () => {
    const hidden = routes.filter((route) => route.hidden).map((route) => `${route.dialect} ${shapeOf(route)}`);
    expect(hidden).toEqual([...PASSED_ON]);
  });

  it('have a handler name of their own in their dialect, which is the operation id in its document', () => {
    const faults = documented.flatMap((route) =>
      documentsOf(route).flatMap((document) => {
        const found = operationsOf(document).find(({ path, method }) => shape(method, path) === shapeOf(route));
        return found?.operation.operationId === route.handler ? [] : [`${shapeOf(route)}: ${route.handler}`];
      }),
    );
    expect(faults).toEqual([]);
    const ids = documented.map(({ dialect, handler }) => `${dialect} ${handler}`);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('exist for everything that is documented', () => {
    for (const [name, document] of documents) {
      const served = documented.filter((route) => namesOf(route).includes(name)).map(shapeOf);
      const invented = operationsOf(document)
        .map(({ method, path }) => shape(method, path))
        .filter((operation) => !served.includes(operation));
      expect(invented).toEqual([]);
    }
  });

  it('are documented somewhere', () => {
    expect(documented.filter((route) => namesOf(route).length === 0).map(shapeOf)).toEqual([]);
  });

  /** Documents that have to know a route. */
  function namesOf({ controller }: Route): string[] {
    return API_DOCUMENTS.filter((spec) => documentedBy(spec).includes(controller)).map(({ name }) => name);
  }

  function documentsOf(route: Route): OpenAPIObject[] {
    return namesOf(route).map((name) => documents.get(name)!);
  }
});

function shape(method: string, path: string): string {
  // A colon inside a segment is no parameter: Nest has it behind a backslash.
  return `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}|(?<=\/):\w+/g, '{}').replaceAll('\\', '')}`;
}

function shapeOf({ method, path }: Route): string {
  return shape(method, path);
}

/** The module and everything it imports, each once. Dynamic modules carry what they add beside their class. */
function modulesOf(root: unknown, seen = new Set<unknown>()): unknown[] {
  if (seen.has(root)) return [];
  seen.add(root);
  return [root, ...listOf(root, MODULE_METADATA.IMPORTS).flatMap((module) => modulesOf(module, seen))];
}

function controllersOf(module: unknown): Type[] {
  return listOf(module, MODULE_METADATA.CONTROLLERS) as Type[];
}

function listOf(module: unknown, key: string): unknown[] {
  const dynamic = typeof module === 'function' ? null : (module as { module: Type } & Record<string, unknown[]>);
  const declared = (Reflect.getMetadata(key, dynamic?.module ?? (module as Type)) ?? []) as unknown[];
  return [...declared, ...(dynamic?.[key] ?? [])];
}

function routesOf(controller: Type): Route[] {
  const prefix = Reflect.getMetadata(PATH_METADATA, controller) as string;
  const version: unknown = Reflect.getMetadata(VERSION_METADATA, controller);
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((handler) => {
    const target = prototype[handler];
    // The constructor carries the path of the controller itself.
    if (target === undefined || target === controller) return [];
    const path = Reflect.getMetadata(PATH_METADATA, target) as string | undefined;
    if (path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, target) as RequestMethod];
    const joined = `/${[prefix, path]
      .map((part) => part.replace(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`;
    const dialect = version === VERSION_NEUTRAL ? null : String(version);
    const hidden = Reflect.getMetadata('swagger/apiExcludeEndpoint', target) !== undefined;
    return [{ controller, handler, method, path: joined, dialect, hidden }];
  });
}
