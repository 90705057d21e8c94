import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AREAS, passesThrough, SETTINGS } from '../../src/config/schema/schema.js';
import { foreignSetting } from '../../src/config/schema/foreign.js';
import { settingsDocument, withFreshTable } from '../../src/config/settings-table.js';

const root = new URL('../../', import.meta.url);
const all = AREAS.flatMap(({ settings }) => settings);

describe('the settings table', () => {
  it('in docs/settings.md says what the schema says', () => {
    expect(readFileSync(new URL('docs/settings.md', root), 'utf8')).toBe(settingsDocument());
  });

  it('in README.md says what the schema says', () => {
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    expect(readme).toBe(withFreshTable(readme));
  });
});

describe('every setting', () => {
  it.each(all.map((setting) => [setting.name, setting] as const))(
    '%s is documented and has a valid default',
    (_, setting) => {
      expect(setting.name).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)*$/);
      expect(setting.meaning).toMatch(/^[A-Z].*\.$/);
      expect(`${setting.meaning}${setting.range}`).not.toContain('|');
      expect(setting.parse(setting.default)).toHaveProperty('value');
    },
  );

  it('has a name of its own', () => {
    expect(SETTINGS.size).toBe(all.length);
  });

  it('goes to the gateway where its name also begins like a property of librdkafka', () => {
    const ambiguous = all.filter(({ name }) => /^(client|producer|consumer|admin)\./.test(name));
    expect(ambiguous.length).toBeGreaterThan(0);
    expect(ambiguous.filter(({ name }) => passesThrough(name))).toEqual([]);
  });

  it('is not passed over as a setting of another gateway', () => {
    expect(all.filter(({ name }) => foreignSetting(name, 'x') !== null)).toEqual([]);
  });

  it('that is deprecated names one that is not', () => {
    const named = all.flatMap(({ deprecatedFor }) =>
      deprecatedFor === undefined ? [] : [SETTINGS.get(deprecatedFor)],
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.every((setting) => setting !== undefined && setting.deprecatedFor === undefined)).toBe(true);
  });
});
