import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'benchmark.md');
const HEADING = '## Last quoted run';

/** Replaces the last chapter of the page by this report, its headings one level down. */
export function quote(paragraphs) {
  const page = readFileSync(PAGE, 'utf8');
  const at = page.indexOf(`\n${HEADING}\n`);
  const before = at < 0 ? page.trimEnd() : page.slice(0, at).trimEnd();
  const chapter = paragraphs.slice(1).map((paragraph) => paragraph.replace(/^## /, '### '));
  const date = paragraphs[0].replace(/^# /, '');
  writeFileSync(PAGE, `${[before, HEADING, `${date}.`, ...chapter].join('\n\n')}\n`);
}
