import { Module, type Provider, type Type, VERSION_NEUTRAL } from '@nestjs/common';
import { MODULE_METADATA, PARAMTYPES_METADATA, VERSION_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { KnownClusters } from '../http/resources/known-clusters.js';
import type { ApiDocument } from './api-document.js';
import { type Answers, readAnswers, showAnswers } from './document.answers.js';
import { completeOperation } from './document.operation.js';
import { freeUnknownProperties } from './document.schema.js';
import { operationsOf } from './document.types.js';
import { ERROR_SCHEMA, errorComponents } from './error-responses.js';

@Module({})
class DocumentedModule {}

/**
 * Builds the OpenAPI 3.1 document of one API from the decorators of its controllers. Only those are put into an
 * application of their own, so that two dialects on one path cannot overwrite each other; nothing is instantiated.
 *
 * @param version version of the gateway
 */
export async function createDocument(spec: ApiDocument, version: string): Promise<OpenAPIObject> {
  const controllers = controllersOf(spec);
  const app = await NestFactory.create(
    { module: DocumentedModule, controllers, providers: nothingFor(controllers) },
    { preview: true, logger: false, abortOnError: false },
  );
  const document = SwaggerModule.createDocument(app, configOf(spec, version), {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
  });
  await app.close();
  complete(document, spec, spec.answers ? await readAnswers(spec.answers) : {});
  return document;
}

/** Two spaces, paths and components in alphabetical order, a newline at the end: the same document is the same text. */
export function documentText(document: OpenAPIObject): string {
  const { openapi, info, servers, tags, paths, components } = document;
  const sorted = Object.fromEntries(Object.entries((components ?? {}) as Record<string, Record<string, unknown>>).map(([kind, entries]) => [kind, byKey(entries)]));
  const ordered = { openapi, info, servers, tags, paths: byKey(paths), components: byKey(sorted) };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/** Controllers of the document's dialect, and those that serve all dialects. */
export function controllersOf({ dialect, modules }: ApiDocument): Type[] {
  const all = modules.flatMap((module) => (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? []) as Type[]);
  return all.filter((controller) => {
    const version: unknown = Reflect.getMetadata(VERSION_METADATA, controller);
    return version === VERSION_NEUTRAL || version === dialect || (Array.isArray(version) && dialect !== null && version.includes(dialect));
  });
}

/** Whatever the controllers ask for, as names only: a preview still wants to know that it is there. */
function nothingFor(controllers: Type[]): Provider[] {
  const wanted = controllers.flatMap((controller) => (Reflect.getMetadata(PARAMTYPES_METADATA, controller) ?? []) as Type[]);
  return [...new Set([...wanted, KnownClusters])].map((token) => ({ provide: token, useValue: null }));
}

function configOf(spec: ApiDocument, version: string): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(spec.title)
    .setDescription(spec.description)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    // Relative to the document's own address: right behind any proxy and under any path prefix.
    .addServer('..', 'This gateway');
  for (const { name, description } of spec.tags) builder.addTag(name, description);
  return builder.build();
}

function complete(document: OpenAPIObject, spec: ApiDocument, answers: Answers): void {
  const errors = errorComponents(spec);
  const { schemas } = document.components ?? {};
  for (const schema of Object.values(schemas ?? {})) freeUnknownProperties(schema);
  document.components = { schemas: { ...schemas, Error: ERROR_SCHEMA }, ...errors };
  for (const { path, operation } of operationsOf(document)) {
    completeOperation(operation, path, spec);
    showAnswers(operation, answers);
  }
}

function byKey<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
