import { readText } from './file-text.js';
import { noFindings, type Findings } from './given.js';

const PREFIX = 'KAFKA_REST_';
/** Read by the test set-up, not by the gateway. */
const TEST_PREFIX = 'KAFKA_REST_TEST_';

/** Properties of librdkafka that end in `.file` themselves: their variable holds the path, not a path to the value. */
export const NAMES_OF_FILES = /\.sasl\.oauthbearer\.assertion\.[a-z.]*file$/;

/**
 * What Kubernetes sets for a Service whose name begins with "kafka-rest", in every pod beside it: `…_SERVICE_HOST`,
 * `…_SERVICE_PORT[_NAME]`, `…_PORT=tcp://10.0.0.1:8082`, `…_PORT_8082_TCP[_PROTO|_PORT|_ADDR]`.
 */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const SERVICE_ADDRESS = /^(tcp|udp|sctp):\/\//;

/**
 * Reads settings from variables: `KAFKA_REST_FOO_BAR` is `foo.bar`; `__` stands for a hyphen, `___` for an underscore.
 * `…_FILE` names a file whose text is the value. An empty variable counts as not set.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Findings {
  const { given, faults, notes } = noFindings();
  for (const [variable, value] of Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!variable.startsWith(PREFIX) || variable.startsWith(TEST_PREFIX) || variable === PREFIX) continue;
    if (value === undefined || value.trim() === '') continue;
    const source = `environment ${variable}`;
    if (SERVICE_LINK.test(variable) || SERVICE_ADDRESS.test(value)) {
      notes.push({ level: 'debug', message: `${source} is not read: Kubernetes sets it for a Service of that name` });
      continue;
    }
    const name = nameOf(variable);
    const of = fileSettingOf(name);
    if (of === null) {
      given.push({ name, value, source });
      continue;
    }
    if (isSet(variables[variable.slice(0, -'_FILE'.length)])) {
      faults.push({ name: of, source, message: `is given twice: ${variable.slice(0, -'_FILE'.length)} is set too` });
      continue;
    }
    const file = value.trim();
    const secret = readSecret(file);
    if ('fault' in secret) faults.push({ name: of, source, message: secret.fault });
    else given.push({ name: of, value: secret.value, source, file });
  }
  return { given, faults, notes };
}

/** Whether the one who started the process has this variable set to something. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

function nameOf(variable: string): string {
  return variable
    .slice(PREFIX.length)
    .replace(/_{1,3}/g, (run) => (run.length === 3 ? '_' : run.length === 2 ? '-' : '.'))
    .toLowerCase();
}

function fileSettingOf(name: string): string | null {
  if (!name.endsWith('.file') || NAMES_OF_FILES.test(name)) return null;
  return name.slice(0, -'.file'.length);
}

/** The text of a file that holds one value, or why there is none: the end of the sentence "`setting` …". */
export function readSecret(path: string): { readonly value: string } | { readonly fault: string } {
  const read = readText(path);
  if ('fault' in read) return read;
  // Editors and `echo` end a file with a line end that is no part of the secret.
  const value = read.text.replace(/\r?\n$/, '');
  return value === '' ? { fault: `cannot be read: ${path} is empty` } : { value };
}
