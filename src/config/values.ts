import { HTTP } from './schema/http.schema.js';
import { SETTINGS } from './schema/schema.js';
import type { Setting } from './schema/setting.js';
import { isSecretName } from './secret-names.js';
import type { Effective } from './effective.js';
import type { Fault, Given, Note } from './sources/given.js';

/** The values of all settings of ours, typed by the setting that is asked for. */
export class Values {
  private readonly values = new Map<string, unknown>();
  private readonly givenBy = new Map<string, Given>();
  private readonly faulty = new Set<string>();
  readonly faults: Fault[] = [];
  readonly notes: Note[] = [];

  /** @param given values of known settings, each name once; what is missing has its default */
  constructor(given: readonly Given[]) {
    for (const each of given) this.givenBy.set(each.name, each);
    for (const setting of SETTINGS.values()) this.read(setting);
    this.warnOfDeprecated();
  }

  /** The value, or the default where the given text was faulty. */
  of<T>(setting: Setting<T>): T {
    return this.values.get(setting.name) as T;
  }

  /** Whether somebody gave a value, good or not. */
  isGiven(setting: Setting): boolean {
    return this.givenBy.has(setting.name);
  }

  /** Adds a fault about how settings go together, unless one of them is at fault by itself. */
  check(good: boolean, settings: readonly [Setting, ...Setting[]], message: string): void {
    if (good || settings.some(({ name }) => this.faulty.has(name))) return;
    const [{ name }] = settings;
    const source = settings.map((each) => this.givenBy.get(each.name)?.source).find((each) => each !== undefined);
    this.faults.push({ name, source: source ?? 'not set', message });
  }

  /** Every setting with its text and where that came from; deprecated ones only where somebody gave them. */
  effective(): Effective[] {
    return [...SETTINGS.values()]
      .filter((setting) => setting.deprecatedFor === undefined || this.isGiven(setting))
      .map(({ name, default: value }) => this.givenBy.get(name) ?? { name, value, source: 'default' });
  }

  private read(setting: Setting): void {
    const given = this.givenBy.get(setting.name);
    const parsed = setting.parse((given?.value ?? setting.default).trim());
    if ('value' in parsed) {
      this.values.set(setting.name, parsed.value);
      return;
    }
    if (given === undefined) throw new Error(`The default of ${setting.name} ${parsed.fault}`);
    const message = isSecretName(setting.name) ? wanted(setting) : parsed.fault;
    this.faults.push({ name: setting.name, source: given.source, message });
    this.faulty.add(setting.name);
    const fallback = setting.parse(setting.default);
    if ('value' in fallback) this.values.set(setting.name, fallback.value);
  }

  private warnOfDeprecated(): void {
    for (const setting of [HTTP.port, HTTP.hostName]) {
      const { name, deprecatedFor = '' } = setting;
      if (!this.isGiven(setting)) continue;
      const message = this.givenBy.has(deprecatedFor)
        ? `${name} is ignored: ${deprecatedFor} is given`
        : `${name} is deprecated: set ${deprecatedFor}`;
      this.notes.push({ level: 'warn', message });
    }
  }
}

/** Why a secret is none, without a word of it. */
function wanted({ type, range }: Setting): string {
  return `is not valid: must be ${type} ${range}`.trimEnd();
}
