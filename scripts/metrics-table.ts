/**
 * Writes docs/metrics.md from the metrics that exist.
 * Run after the build: node scripts/metrics-table.ts
 */
import { writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
// The build, not the source: Node strips types but does not find a `.js` import as `.ts`.
const built = (file: string): string => new URL(`dist/metrics/${file}`, root).href;
const { Metrics } = (await import(built('metrics.js'))) as typeof import('../src/metrics/metrics.js');
const { metricsDocument } = (await import(
  built('metrics-document.js')
)) as typeof import('../src/metrics/metrics-document.js');

writeFileSync(new URL('docs/metrics.md', root), metricsDocument(new Metrics()));
