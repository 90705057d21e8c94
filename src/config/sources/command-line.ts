import { noFindings, type Fault, type Findings } from './given.js';

/** What the process is asked to do: serve, or print something and end. */
export type Task = 'serve' | 'check-config' | 'print-config' | 'version' | 'help';

export interface CommandLine {
  readonly task: Task;
  /** The one argument that is no flag. */
  readonly propertiesFile: string | null;
  readonly findings: Findings;
}

const TASKS: ReadonlyMap<string, Task> = new Map([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['--check-config', 'check-config'],
  ['--print-config', 'print-config'],
]);

/** Of several, the one that asks for least. */
const ORDER: readonly Task[] = ['help', 'version', 'check-config', 'print-config', 'serve'];

/**
 * Reads the arguments after the program: `[flags] [properties file]`, with `--set name=value`, `--set=name=value` and
 * `--name=value`. Whether a name exists is for the caller to find out.
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const findings = noFindings();
  const tasks = new Set<Task>();
  const files: string[] = [];
  const wrong = (message: string): Fault => ({ name: null, source: 'command line', message });
  for (let i = 0; i < argv.length; i += 1) {
    const argument = argv[i] ?? '';
    const task = TASKS.get(argument);
    if (task !== undefined) tasks.add(task);
    else if (argument === '--set') {
      i += 1;
      addAssignment(argv[i], 'flag --set');
    } else if (argument.startsWith('--set=')) addAssignment(argument.slice('--set='.length), 'flag --set');
    else if (/^--[^=]+=/.test(argument))
      addAssignment(argument.slice(2), `flag ${argument.slice(0, argument.indexOf('='))}`);
    else if (argument.startsWith('-')) findings.faults.push(wrong(`Unknown flag ${argument}; --help lists them.`));
    else files.push(argument);
  }
  if (files.length > 1) findings.faults.push(wrong(`One properties file at most, got ${files.join(' and ')}.`));
  return {
    task: ORDER.find((task) => tasks.has(task)) ?? 'serve',
    propertiesFile: files[0] ?? null,
    findings,
  };

  function addAssignment(text: string | undefined, source: string): void {
    const equals = text?.indexOf('=') ?? -1;
    if (text === undefined || equals < 1) findings.faults.push(wrong('--set needs name=value.'));
    else findings.given.push({ name: text.slice(0, equals).trim(), value: text.slice(equals + 1), source });
  }
}
