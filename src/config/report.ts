import type { Effective } from './effective.js';
import { describeFault } from './resolve.js';
import { AREAS, PASS_THROUGH } from './schema/schema.js';
import { isSecretName, MASK, maskUrlCredentials } from './secret-names.js';
import type { Fault, Note } from './sources/given.js';

/** All faults, one a line, for a terminal. */
export function faultsText(faults: readonly Fault[]): string {
  const head =
    faults.length === 1 ? 'The configuration has a fault:' : `The configuration has ${faults.length} faults:`;
  return [head, ...faults.map((fault) => `  ${describeFault(fault)}`), ''].join('\n');
}

/** What is worth knowing, one a line; empty when there is nothing. */
export function warningsText(notes: readonly Note[]): string {
  return notes
    .filter(({ level }) => level === 'warn')
    .map(({ message }) => `warning: ${maskUrlCredentials(message)}\n`)
    .join('');
}

/** The effective configuration, secrets hidden: a properties file with the source of each value in a comment above it. */
export function effectiveText(effective: readonly Effective[]): string {
  const lines: string[] = [];
  let source = '';
  for (const each of effective) {
    if (each.source !== source) lines.push(...(lines.length === 0 ? [] : ['']), `# ${each.source}`);
    source = each.source;
    lines.push(`${each.name}=${escaped(shown(each))}`);
  }
  return `${lines.join('\n')}\n`;
}

function shown({ name, value }: Effective): string {
  return value !== '' && isSecretName(name) ? MASK : maskUrlCredentials(value);
}

/** As a properties file has it: on one line, with nothing that a terminal would obey. */
function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const USAGE = `Usage: node dist/main.js [flags] [properties file]

Flags:
  --set name=value   sets one setting, as --name=value does; may be repeated
  --check-config     says ok (exit 0) or what is wrong (exit 78), and ends
  --print-config     prints the effective settings with their sources, secrets hidden, and ends
  --version          prints the version, and ends
  --help             prints this, and ends

Every setting may be given as name=value in the properties file, in the environment (listeners is KAFKA_REST_LISTENERS:
dots become _, hyphens __, underscores ___; with _FILE at the end the name of a file that holds the value) or as a flag.
Flags go before the environment, the environment goes before the file.
`;

/** What `--help` prints. */
export function helpText(): string {
  const entries = AREAS.map(({ title, settings }) => ({
    title,
    entries: settings
      .filter(({ deprecatedFor }) => deprecatedFor === undefined)
      .map(({ name, default: value, meaning }) => [value === '' ? name : `${name}=${value}`, meaning] as const),
  }));
  const passed = PASS_THROUGH.map(({ prefix, meaning }) => [`${prefix}*`, meaning] as const);
  const areas = [...entries, { title: 'Properties of librdkafka', entries: passed }];
  const text = areas.map((area) =>
    [`${area.title}:`, ...area.entries.map(([what, meaning]) => `  ${what}\n      ${meaning}`), ''].join('\n'),
  );
  return [USAGE, ...text].join('\n');
}
