import { load } from 'js-yaml';

/** A value of the chart as its README shows it. */
interface Row {
  path: string;
  meaning: string;
  default: string;
}

export const TABLE_BEGIN = '<!-- values:begin -->';
export const TABLE_END = '<!-- values:end -->';
const MARK = '# -- ';

/**
 * Rows of values.yaml: each key under a comment that begins with `# -- `. A key without one must only hold keys that have.
 *
 * @throws Error for a key that is explained nowhere
 */
function rowsOf(text: string): Row[] {
  const values = load(text);
  const rows: Row[] = [];
  const parents: { name: string; indent: number }[] = [];
  let meaning: string | null = null;
  let explained = -1;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed.startsWith(MARK)) meaning = trimmed.slice(MARK.length);
    const key = /^( *)([A-Za-z]\w*):( .*)?$/.exec(line);
    if (key === null) continue;
    const [, { length: indent } = '', name = '', inline] = key;
    // The default of an explained value may go on for some lines.
    if (explained >= 0 && indent > explained) continue;
    explained = -1;
    while ((parents.at(-1)?.indent ?? -1) >= indent) parents.pop();
    const path = [...parents.map((parent) => parent.name), name];
    if (meaning !== null) {
      rows.push({ path: path.join('.'), meaning, default: JSON.stringify(at(values, path)) });
      explained = indent;
    } else if (inline === undefined) {
      parents.push({ name, indent });
    } else {
      throw new Error(`values.yaml does not say what ${path.join('.')} is`);
    }
    meaning = null;
  }
  return rows;
}

function at(values: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => (value as Record<string, unknown>)[name], values);
}

/** The README with the table of `values` between its markers; null where it has none. */
export function withFreshValues(readme: string, values: string): string | null {
  const begin = readme.indexOf(TABLE_BEGIN);
  const end = readme.indexOf(TABLE_END);
  if (begin < 0 || end < begin) return null;
  const cell = (content: string): string => content.replaceAll('|', '\\|');
  const lines = rowsOf(values).map((row) => `| \`${row.path}\` | \`${cell(row.default)}\` | ${cell(row.meaning)} |`);
  const table = ['| value | default | meaning |', '|---|---|---|', ...lines].join('\n');
  return `${readme.slice(0, begin)}${TABLE_BEGIN}\n\n${table}\n\n${readme.slice(end)}`;
}
