import { AREAS, PASS_THROUGH } from './schema/schema.js';
import type { Setting } from './schema/setting.js';

/** Comments between which a document carries the table. */
export const TABLE_BEGIN = '<!-- settings:begin -->';
export const TABLE_END = '<!-- settings:end -->';

const HEAD = '# Settings';
const INTRODUCTION = `Generated from the schema in \`src/config/schema\` by \`npm run docs\`; do not edit.

Each setting may be given, later ones before earlier ones:

1. in a properties file, the one argument of the command: \`listeners=http://0.0.0.0:8082\`
2. in the environment: \`KAFKA_REST_LISTENERS\`. Dots become \`_\`, hyphens \`__\`, underscores \`___\`; with \`_FILE\` at the end the variable
   names a file that holds the value (\`KAFKA_REST_CLIENT_SASL_PASSWORD_FILE=/run/secrets/kafka\`)
3. as a flag: \`--set listeners=http://0.0.0.0:8082\` or \`--listeners=http://0.0.0.0:8082\`

\`--check-config\` lists everything that is wrong and exits with 78, as a start does; \`--print-config\` shows what is in effect and where it comes from, without secrets.`;

/** The settings as Markdown tables, one per area: what stands between the markers. */
export function settingsTable(): string {
  const areas = AREAS.map(({ title, settings }) =>
    [
      `**${title}**`,
      '',
      '| setting | type, range | default | meaning |',
      '|---|---|---|---|',
      ...settings.map(row),
    ].join('\n'),
  );
  const passed = [
    '**Properties of librdkafka**',
    '',
    '| prefix | meaning |',
    '|---|---|',
    ...PASS_THROUGH.map(({ prefix, meaning }) => `| \`${prefix}*\` | ${meaning} |`),
  ].join('\n');
  return [...areas, passed].join('\n\n');
}

/** The whole of `docs/settings.md`. */
export function settingsDocument(): string {
  return [HEAD, INTRODUCTION, TABLE_BEGIN, settingsTable(), TABLE_END, ''].join('\n\n').replace(/\n+$/, '\n');
}

/** A document with the table between its markers made fresh; null where it has no such markers. */
export function withFreshTable(document: string): string | null {
  const begin = document.indexOf(TABLE_BEGIN);
  const end = document.indexOf(TABLE_END);
  if (begin < 0 || end < begin) return null;
  return `${document.slice(0, begin + TABLE_BEGIN.length)}\n\n${settingsTable()}\n\n${document.slice(end)}`;
}

function row(setting: Setting): string {
  const { name, type, range, unit, confluentDefault, deprecatedFor, meaning } = setting;
  // The words of a choice say by themselves that it is one.
  const words = type === 'choice' || type === 'boolean' ? [range] : [type, range, unit];
  const kind = words.filter((part) => part !== '').join(' ');
  const initial = setting.default === '' ? 'none' : `\`${setting.default}\``;
  const other = confluentDefault === undefined ? '' : ` (Confluent: \`${confluentDefault}\`)`;
  const old = deprecatedFor === undefined ? '' : ` Deprecated: use \`${deprecatedFor}\`.`;
  return `| \`${name}\` | ${kind} | ${initial}${other} | ${meaning}${old} |`;
}
