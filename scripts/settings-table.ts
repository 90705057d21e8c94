/**
 * Writes docs/settings.md, and the table between the markers of README.md, from the schema of settings.
 * Run after the build: node scripts/settings-table.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
// The build, not the source: Node strips types but does not find a `.js` import as `.ts`.
const built = new URL('dist/config/settings-table.js', root).href;
const table = (await import(built)) as typeof import('../src/config/settings-table.js');

writeFileSync(new URL('docs/settings.md', root), table.settingsDocument());
const readme = new URL('README.md', root);
if (existsSync(readme)) {
  const fresh = table.withFreshTable(readFileSync(readme, 'utf8'));
  if (fresh === null) throw new Error(`README.md has no ${table.TABLE_BEGIN} … ${table.TABLE_END}`);
  writeFileSync(readme, fresh);
}
