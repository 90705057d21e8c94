import { describe, expect, it } from '@jest/globals';
import { effectiveText, faultsText, helpText, warningsText } from './report.js';
import { resolve } from './resolve.js';
import { SETTINGS } from './schema/schema.js';
import { noFindings } from './sources/given.js';
import { parseProperties } from './sources/properties-file.js';

describe('--print-config', () => {
  const text = [
    'bootstrap.servers=kafka:9092',
    'client.sasl.mechanism=PLAIN',
    'client.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="alice" password="hunter2";',
    'client.ssl.key.password=hunter3',
    'client.sasl.oauthbearer.token.endpoint.url=https://bob:hunter4@idp/token',
    'client.sasl.kerberos.principal=a\\\\b\\nc\\u001b[0m',
  ].join('\n');
  const { effective, faults } = resolve(parseProperties(text, 'f'));
  const printed = effectiveText(effective);

  it('shows values with their sources', () => {
    expect(faults).toEqual([]);
    expect(printed).toContain('# f:1\nbootstrap.servers=kafka:9092\n');
    expect(printed).toMatch(/# default\n(.*\n)*log\.level=info\n/);
    expect(printed).toMatch(/# default of the gateway\n(.*\n)*producer\.partitioner=murmur2_random\n/);
    expect(printed).toContain('consumer.sasl.username=alice\n');
  });

  it('hides secrets wherever they went', () => {
    expect(printed).not.toMatch(/hunter/);
    expect(printed).toContain('admin.sasl.password=[hidden]\n');
    expect(printed).toContain('producer.ssl.key.password=[hidden]\n');
    expect(printed).toContain('token.endpoint.url=https://[hidden]@idp/token\n');
  });

  it('can be read again, whatever the values hold', () => {
    const again = new Map(parseProperties(printed, 'g').given.map(({ name, value }) => [name, value]));
    expect(again.get('admin.sasl.kerberos.principal')).toBe('a\\b\nc\u001b[0m');
    expect(printed).not.toContain('\u001b');
    const withoutSecrets = [...again].filter(([, value]) => !value.includes('[hidden]'));
    const given = withoutSecrets.map(([name, value]) => ({ name, value, source: 'g' }));
    expect(resolve({ ...noFindings(), given }).faults).toEqual([]);
  });
});

describe('--help', () => {
  it('names every setting that is not deprecated, with its default', () => {
    const missing = [...SETTINGS.values()]
      .filter(({ deprecatedFor }) => deprecatedFor === undefined)
      .filter(
        (setting) => !helpText().includes(`  ${setting.name}${setting.default === '' ? '' : `=${setting.default}`}\n`),
      );
    expect(missing).toEqual([]);
  });
});

describe('faults and warnings', () => {
  it('are one a line', () => {
    const fault = { name: 'a', source: 'f:1', message: 'must be b' };
    expect(faultsText([fault])).toBe('The configuration has a fault:\n  a must be b (f:1)\n');
    expect(faultsText([fault, { ...fault, name: null, message: 'Gone.' }])).toBe(
      'The configuration has 2 faults:\n  a must be b (f:1)\n  f:1: Gone.\n',
    );
    expect(
      warningsText([
        { level: 'debug', message: 'x' },
        { level: 'warn', message: 'y' },
      ]),
    ).toBe('warning: y\n');
  });
});
