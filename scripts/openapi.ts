/**
 * Writes one OpenAPI document per API to openapi/, from the decorators of the controllers.
 * Run after the build: node scripts/openapi.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
// The build, not the source: Node strips types, but knows no decorators.
const built = new URL('dist/', root);
const load = async (file: string): Promise<unknown> => import(new URL(file, built).href);
const { createDocument, documentText } = (await load(
  'openapi/document.factory.js',
)) as typeof import('../src/openapi/document.factory.js');
const { API_DOCUMENTS } = (await load('openapi/api-documents.js')) as typeof import('../src/openapi/api-documents.js');
const { VERSION } = (await load('config/version.js')) as typeof import('../src/config/version.js');

mkdirSync(new URL('openapi/', root), { recursive: true });
for (const spec of API_DOCUMENTS) {
  const file = `openapi/${spec.name}.json`;
  writeFileSync(new URL(file, root), documentText(await createDocument(spec, VERSION)));
  console.log(`${file} written`);
}
