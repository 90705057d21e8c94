/**
 * Writes docs/errors.md, and the table between the markers of README.md, from the error tables of the dialects.
 * Run after the build: node scripts/error-table.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
// The build, not the source: Node strips types but does not find a `.js` import as `.ts`.
const built = new URL('dist/http/error-table.js', root).href;
const table = (await import(built)) as typeof import('../src/http/error-table.js');

writeFileSync(new URL('docs/errors.md', root), table.errorsDocument());
const readme = new URL('README.md', root);
if (existsSync(readme)) {
  const fresh = table.withFreshErrors(readFileSync(readme, 'utf8'));
  if (fresh === null) throw new Error(`README.md has no ${table.ERRORS_BEGIN} … ${table.ERRORS_END}`);
  writeFileSync(readme, fresh);
}
