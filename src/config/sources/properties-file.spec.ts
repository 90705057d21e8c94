import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseProperties, readPropertiesFile } from './properties-file.js';

const values = (text: string) => parseProperties(text, 'f').given.map(({ name, value }) => [name, value]);

describe('a properties file', () => {
  it.each([
    ['a=b', 'a', 'b'],
    ['  a  =  b c ', 'a', 'b c '],
    ['a:b', 'a', 'b'],
    ['a b', 'a', 'b'],
    ['a', 'a', ''],
    ['a=', 'a', ''],
    ['a==b', 'a', '=b'],
    ['a=b=c:d', 'a', 'b=c:d'],
    ['a\\=b=c', 'a=b', 'c'],
    ['a=b # no comment', 'a', 'b # no comment'],
    ['a=C:\\\\kafka\\\\x', 'a', 'C:\\kafka\\x'],
    ['a=\\u00e9\\t.', 'a', 'é\t.'],
    ['a=é', 'a', 'é'],
    ['a=b,\\\n   c', 'a', 'b,c'],
    ['a=b,\\\r\n\tc', 'a', 'b,c'],
    ['a=b\\\\\nc=d', 'a', 'b\\'],
    ['__proto__=x', '__proto__', 'x'],
  ])('%j is one value', (text, name, value) => expect(values(text)[0]).toEqual([name, value]));

  it('skips comments and empty lines', () => {
    expect(values('#a=b\n!c=d\n\n   \n  # e=f\ng=h')).toEqual([['g', 'h']]);
  });

  it('is read with line ends of any system', () => {
    expect(values('a=1\r\nb=2\rc=3\n')).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  it('does not continue a comment', () => {
    expect(values('# listeners=x \\\nb=2')).toEqual([['b', '2']]);
  });

  it('names the line of a value, also behind continued lines', () => {
    const { given } = parseProperties('# c\r\na=1,\\\r\n  2\r\n\r\nb=3', 'kafka-rest.properties');
    expect(given.map(({ source }) => source)).toEqual(['kafka-rest.properties:2', 'kafka-rest.properties:5']);
  });

  it('takes the last of two values, with a warning', () => {
    const { given, notes } = parseProperties('a=1\nb=2\na=3', 'f');
    expect(given.at(-1)).toEqual({ name: 'a', value: '3', source: 'f:3' });
    expect(notes).toEqual([{ level: 'warn', message: 'a is given twice in f, in lines 1 and 3: line 3 counts' }]);
  });

  it('refuses a broken escape and a value without a name, and goes on', () => {
    const { given, faults } = parseProperties('a=\\u12g4\n=x\nb=\\\\user\nc=1', 'f');
    expect(faults).toEqual([
      { name: 'a', source: 'f:1', message: expect.stringContaining('four hexadecimal digits') },
      { name: null, source: 'f:2', message: 'A value without a name.' },
    ]);
    expect(given.map(({ value }) => value)).toEqual(['\\user', '1']);
  });
});

describe('reading a properties file', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'properties-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('drops a byte order mark', () => {
    const file = join(directory, 'bom.properties');
    writeFileSync(file, '\ufeffid=x\n');
    expect(readPropertiesFile(file).given).toEqual([{ name: 'id', value: 'x', source: 'bom.properties:1' }]);
  });

  it.each([
    ['not UTF-8', Buffer.from([0x61, 0x3d, 0xff])],
    ['larger than', Buffer.alloc(5 * 1024 * 1024, '\n')],
  ])('says that it is %s', (reason, bytes) => {
    const file = join(directory, 'bad.properties');
    writeFileSync(file, bytes);
    expect(readPropertiesFile(file).faults).toEqual([
      { name: null, source: 'properties file', message: expect.stringContaining(reason) },
    ]);
  });

  it('says that there is none, or a directory', () => {
    expect(readPropertiesFile(join(directory, 'none')).faults[0]?.message).toContain('no such file');
    expect(readPropertiesFile(directory).faults[0]?.message).toContain('a directory');
  });
});
