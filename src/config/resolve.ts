import { bootstrapServersOf, buildSettings, checkTogether, logSettingsOf } from './build-settings.js';
import type { Effective } from './effective.js';
import { clientProperties } from './librdkafka/client-properties.js';
import { CLIENTS, type CheckLibrdkafkaProperties } from './librdkafka/client.js';
import { nearestName } from './nearest-name.js';
import { foreignSetting } from './schema/foreign.js';
import { passesThrough, SETTINGS } from './schema/schema.js';
import { isSecretName, maskUrlCredentials } from './secret-names.js';
import type { Settings } from './settings.js';
import { noFindings, type Fault, type Findings, type Given, type Note } from './sources/given.js';
import { Values } from './values.js';

/** What all sources together mean. */
export interface Resolution {
  /** Null: there are faults. */
  readonly settings: Settings | null;
  /** Settings whatever the faults: what is faulty is as if nobody had set it. */
  readonly withoutFaulty: () => Settings;
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
  readonly effective: readonly Effective[];
}

/** Settings that cannot be used, with everything that is wrong. */
export class InvalidSettings extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'));
    this.name = 'InvalidSettings';
  }
}

/** A fault as one line for people. */
export function describeFault({ name, source, message }: Fault): string {
  return maskUrlCredentials(name === null ? `${source}: ${message}` : `${name} ${message} (${source})`);
}

/**
 * Checks and puts together what the sources brought, later values before earlier ones.
 *
 * @param check asks librdkafka about the properties it will be given; without it they are taken as they are
 */
export function resolve(findings: Findings, check?: CheckLibrdkafkaProperties): Resolution {
  const faults = [...findings.faults];
  const notes = [...findings.notes];
  const ours: Given[] = [];
  const passed: Given[] = [];
  for (const given of latest(findings.given)) {
    if (SETTINGS.has(given.name)) ours.push(given);
    else if (passesThrough(given.name) && foreignSetting(given.name, given.value) === null) passed.push(given);
    else judgeUnknown(given, faults, notes);
  }
  const values = new Values(ours);
  checkTogether(values);
  const clients = clientProperties(passed, bootstrapServersOf(values), logSettingsOf(values), check);
  faults.push(...values.faults, ...clients.faults);
  notes.push(...values.notes, ...clients.notes);
  const effective = [
    ...values.effective(),
    ...CLIENTS.flatMap((client) =>
      [...clients.of[client].values()]
        .filter(({ name }) => name !== 'bootstrap.servers')
        .map(({ name, value, source }) => ({ name: `${client}.${name}`, value, source })),
    ),
  ];
  const withoutFaulty = (): Settings => buildSettings(values, clients);
  return { settings: faults.length === 0 ? withoutFaulty() : null, withoutFaulty, faults, notes, effective };
}

/**
 * Settings from texts alone: no file, no environment.
 *
 * @throws InvalidSettings naming everything that is wrong
 */
export function settingsFrom(overrides: Readonly<Record<string, string>>): Settings {
  const given = Object.entries(overrides).map(([name, value]) => ({ name, value, source: 'override' }));
  const { settings, faults } = resolve({ ...noFindings(), given });
  if (settings === null) throw new InvalidSettings(faults);
  return settings;
}

/** The last value of each name, in the order of the names' first appearance; white space around it dropped. */
function latest(given: readonly Given[]): Iterable<Given> {
  const byName = new Map<string, Given>();
  for (const each of given) {
    // Java keeps blanks at the end of a line; in a password they may be meant.
    const value = isSecretName(each.name) ? each.value : each.value.trim();
    byName.set(each.name, { ...each, value });
  }
  return byName.values();
}

function judgeUnknown({ name, value, source }: Given, faults: Fault[], notes: Note[]): void {
  const foreign = foreignSetting(name, value);
  if (foreign === null) {
    const suggestion = suggestionFor(name);
    const message = suggestion === null ? 'is not a setting' : `is not a setting; did you mean ${suggestion}?`;
    faults.push({ name, source, message });
  } else if (foreign.refused) faults.push({ name, source, message: foreign.reason });
  else notes.push({ level: 'warn', message: `${name} is ignored: ${foreign.reason} (${source})` });
}

/** Properties that people write without the prefix which takes them to Kafka's clients. */
const OF_CLIENTS = /^(sasl|security|socket)\./;

function suggestionFor(name: string): string | null {
  return OF_CLIENTS.test(name) ? `client.${name}` : nearestName(name, SETTINGS.keys());
}
