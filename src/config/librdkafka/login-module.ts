import type { Property } from './client.js';
import { addIfMissing, type Translation } from './translation.js';

const JAAS = 'sasl.jaas.config';
const HEAD = /^\s*([\w.$]+)\s+(required|requisite|sufficient|optional)(?=[\s;])/i;
const OPTION = /\s*([\w.$-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s;"']+)/y;
const END = /\s*;?\s*$/y;

/** What each login module's options are called in librdkafka. */
const MODULES: readonly [RegExp, ReadonlyMap<string, string>][] = [
  [
    /\.(Plain|Scram)LoginModule$/,
    new Map([
      ['username', 'sasl.username'],
      ['password', 'sasl.password'],
    ]),
  ],
  [
    /\.OAuthBearerLoginModule$/,
    new Map([
      ['clientId', 'sasl.oauthbearer.client.id'],
      ['clientSecret', 'sasl.oauthbearer.client.secret'],
      ['scope', 'sasl.oauthbearer.scope'],
    ]),
  ],
];

/**
 * Reads Java's `sasl.jaas.config` for PLAIN, SCRAM and OAUTHBEARER (client credentials) as the properties that
 * librdkafka has for the same. Faults never repeat the value: it holds a password.
 */
export function readLoginModule(translation: Translation): void {
  const { properties, faults } = translation;
  const property = properties.get(JAAS);
  if (property === undefined) return;
  properties.delete(JAAS);
  const fail = (message: string): void => void faults.push({ property, message });

  const head = HEAD.exec(property.value);
  const options = head === null ? null : readOptions(property.value, head[0].length);
  if (head === null || options === null) {
    fail('must be one login module, like: org.example.PlainLoginModule required username="…" password="…";');
    return;
  }
  const names = MODULES.find(([pattern]) => pattern.test(head[1] ?? ''))?.[1];
  if (names === undefined) {
    fail('is for PLAIN, SCRAM and OAUTHBEARER; for Kerberos set sasl.kerberos.keytab and sasl.kerberos.principal');
    return;
  }
  const foreign = [...options.keys()].filter((option) => !names.has(option));
  const [first = '', second = ''] = names.keys();
  if (foreign.length > 0) fail(`has options without a counterpart in librdkafka: ${foreign.join(', ')}`);
  else if (!options.has(first) || !options.has(second)) fail(`needs ${first}="…" and ${second}="…"`);
  else if (!properties.has('sasl.mechanisms')) fail('needs sasl.mechanism beside it, e.g. PLAIN or SCRAM-SHA-512');
  else addAll(properties, property, names, options);
}

function addAll(
  properties: Map<string, Property>,
  property: Property,
  names: ReadonlyMap<string, string>,
  options: ReadonlyMap<string, string>,
): void {
  for (const [option, value] of options) {
    addIfMissing(properties, { ...property, name: names.get(option) ?? option, value });
  }
  // Java's handler for client credentials is librdkafka's OIDC method.
  if (options.has('clientSecret'))
    addIfMissing(properties, { ...property, name: 'sasl.oauthbearer.method', value: 'oidc' });
}

/** The options from `start` to the end, or null where the text is something else. */
function readOptions(text: string, start: number): Map<string, string> | null {
  const options = new Map<string, string>();
  let at = start;
  for (;;) {
    END.lastIndex = at;
    if (END.test(text)) return options;
    OPTION.lastIndex = at;
    const match = OPTION.exec(text);
    if (match === null) return null;
    options.set(match[1] ?? '', unquote(match[2] ?? ''));
    at = OPTION.lastIndex;
  }
}

function unquote(text: string): string {
  if (!/^["']/.test(text)) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => {
    switch (character) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      default:
        return character;
    }
  });
}
