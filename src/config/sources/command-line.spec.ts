import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from './command-line.js';

const given = (...argv: string[]) => readCommandLine(argv).findings.given;
const faults = (...argv: string[]) => readCommandLine(argv).findings.faults.map(({ message }) => message);

describe('the command line', () => {
  it('takes settings in three spellings, equals signs in values included', () => {
    expect(given('--set', 'a=b=c', '--set=d=', '--listeners=http://h:1')).toEqual([
      { name: 'a', value: 'b=c', source: 'flag --set' },
      { name: 'd', value: '', source: 'flag --set' },
      { name: 'listeners', value: 'http://h:1', source: 'flag --listeners' },
    ]);
  });

  it('takes one properties file, before or behind flags', () => {
    expect(readCommandLine(['--set', 'a=b', 'f.properties']).propertiesFile).toBe('f.properties');
    expect(readCommandLine(['f.properties', '--check-config'])).toMatchObject({
      propertiesFile: 'f.properties',
      task: 'check-config',
    });
    expect(faults('a', 'b')).toEqual(['One properties file at most, got a and b.']);
  });

  it('does the harmless of several tasks', () => {
    expect(readCommandLine(['--print-config', '-h', '--version']).task).toBe('help');
    expect(readCommandLine([]).task).toBe('serve');
  });

  it.each([
    [['--frob'], 'Unknown flag --frob; --help lists them.'],
    [['-x'], 'Unknown flag -x; --help lists them.'],
    [['--set'], '--set needs name=value.'],
    [['--set', 'a'], '--set needs name=value.'],
    [['--set', '=a'], '--set needs name=value.'],
    [['--set=a'], '--set needs name=value.'],
  ])('is at fault for %j', (argv, message) => expect(faults(...argv)).toEqual([message]));
});
