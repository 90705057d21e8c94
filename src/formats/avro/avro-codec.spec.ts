import { describe, expect, it } from '@jest/globals';
import avro from 'avsc';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import { compileAvro } from './avro-codec.js';

const SKY_FLUX = {
  namespace: 'lsst.example',
  type: 'record',
  name: 'skyFluxMetric',
  fields: [
    { name: 'timestamp', type: 'long' },
    { name: 'band', type: 'string' },
    { name: 'instrument', type: 'string', default: 'LSSTCam-imSim' },
    { name: 'meanSky', type: 'float' },
    { name: 'stdevSky', type: 'float' },
  ],
};

/** Encodes JSON text; the result in hexadecimal, or the fault as `path: reason`. */
function encode(schema: unknown, json: string): string {
  const out = new GrowingBuffer(1);
  const bytes = Buffer.from(`[${json}]`);
  const fault = codec(schema).encode(bytes, 1, bytes.length - 1, out);
  return fault ? `${fault.path}: ${fault.reason}` : out.bytes.toString('hex', 0, out.length);
}

/** Encodes JSON text and decodes the result. */
function there(schema: unknown, json: string): string {
  const bytes = Buffer.from(encode(schema, json), 'hex');
  const out = new GrowingBuffer(1);
  const fault = codec(schema).decode(bytes, 0, bytes.length, out);
  return fault ? `${fault.path}: ${fault.reason}` : out.bytes.toString('utf8', 0, out.length);
}

function codec(schema: unknown): ReturnType<typeof compileAvro> {
  return compileAvro({ type: 'AVRO', text: JSON.stringify(schema), referenced: [] });
}

function record(...fields: object[]): object {
  return { type: 'record', name: 'a.b.R', fields };
}

describe('an observatory metric', () => {
  const datum =
    '{\n  "timestamp": 1681248783000000,\n  "band": "y",\n  "instrument": "LSSTCam-imSim",\n' +
    '  "meanSky": -213.75839364883444,\n  "stdevSky": 2328.906118708811\n}';

  it('becomes the bytes that another implementation writes', () => {
    const other = avro.Type.forSchema(structuredClone(SKY_FLUX) as avro.Schema).toBuffer(JSON.parse(datum));
    expect(encode(SKY_FLUX, datum)).toBe(other.toString('hex'));
  });

  it('comes back with each number in the shortest text of its float', () => {
    expect(there(SKY_FLUX, datum)).toBe(
      '{"timestamp":1681248783000000,"band":"y","instrument":"LSSTCam-imSim","meanSky":-213.75839,"stdevSky":2328.906}',
    );
  });

  it('needs no field that has a default', () => {
    expect(there(SKY_FLUX, '{"stdevSky":1,"band":"y","timestamp":2,"meanSky":3}')).toBe(
      '{"timestamp":2,"band":"y","instrument":"LSSTCam-imSim","meanSky":3,"stdevSky":1}',
    );
  });

  it.each([
    ['{"timestamp":1}', '.band: missing, and the schema has no default'],
    ['{"timestamp":1,"colour":2}', '.colour: not a field of lsst.example.skyFluxMetric'],
    ['{"timestamp":1,"timestamp":2}', '.timestamp: comes twice'],
    ['{"timestamp":1,"band":"y","b\\u0061nd":"z"}', '.band: comes twice'],
    ['{"band":"y","band":"z"}', '.band: comes twice'],
    ['{"timestamp":"abc"}', '.timestamp: must be a long (was "abc")'],
    ['{"band":"y","timestamp":{"a": [1]}}', '.timestamp: must be a long (was {"a": [1]})'],
    ['[]', ': must be an object (a record lsst.example.skyFluxMetric) (was [])'],
    ['{"\\u0000 ":1}', '["\\u0000 "]: not a field of lsst.example.skyFluxMetric'],
  ])('%s is refused with the place and the reason', (json, fault) => {
    expect(encode(SKY_FLUX, json)).toBe(fault);
  });

  it('is cut where it is repeated in a message', () => {
    expect(encode('int', `"${'x'.repeat(10_000)}"`)).toBe(`: must be an int (was "${'x'.repeat(39)}…)`);
    expect(encode('int', `"${'x'.repeat(38)}😀"`)).toBe(`: must be an int (was "${'x'.repeat(38)}…)`);
  });
});

describe('int and long', () => {
  it.each([
    ['long', '9223372036854775807', 'feffffffffffffffff01'],
    ['long', '-9223372036854775808', 'ffffffffffffffffff01'],
    ['long', '9007199254740993', '8280808080808020'],
    ['long', '4503599627370495', 'feffffffffffff0f'],
    ['long', '4503599627370496', '8080808080808010'],
    ['long', '2147483648', '8080808010'],
    ['long', '-2147483649', '8180808010'],
    ['int', '2147483647', 'feffffff0f'],
    ['int', '-2147483648', 'ffffffff0f'],
    ['int', '-0', '00'],
    ['int', '64', '8001'],
  ])('%s %s keeps every digit', (type, json, hex) => {
    expect(encode(type, json)).toBe(hex);
    expect(there(type, json)).toBe(json.replace('-0', '0'));
  });

  it.each(['1.0', '1e0', '10E-1', '0.1e1', `1${'0'.repeat(5000)}e-5000`, '1.000000000000000000000000'])(
    '%s is whole and therefore allowed',
    (json) => {
      expect(encode('int', json)).toBe('02');
    },
  );

  it.each(['0e99999999999999999999', '0.000', '-0e5'])('%s is zero', (json) => {
    expect(encode('long', json)).toBe('00');
  });

  it.each(['1.5', '1e-1', '"1"', 'true', 'null', '[1]', '1e-99999999999999999999'])('%s is refused', (json) => {
    expect(encode('long', json)).toMatch(/^: must be a long \(was /);
  });

  it.each([
    ['int', '2147483648'],
    ['int', '-2147483649'],
    ['int', '99999999999999999999'],
    ['long', '9223372036854775808'],
    ['long', '-9223372036854775809'],
    ['long', '1e19'],
    ['long', '1e99999999999999999999'],
    ['long', '1'.repeat(100_000)],
  ])('%s %s is out of range', (type, json) => {
    expect(encode(type, json)).toMatch(/^: out of range: must be an? (?:int|long) from -\d+ to \d+ \(was /);
  });
});

describe('float and double', () => {
  it.each([
    ['double', '0.1', '0.1'],
    ['double', '5', '5'],
    ['double', '1.7976931348623157e308', '1.7976931348623157e+308'],
    ['double', '5e-324', '5e-324'],
    ['double', '123456789012345678901234567890', '1.2345678901234568e+29'],
    ['double', '-0', '-0.0'],
    ['float', '0.1', '0.1'],
    ['float', '3.4028235e38', '3.4028235e+38'],
    ['float', '1e-45', '1e-45'],
    ['float', '16777217', '16777216'],
  ])('%s %s comes back as %s', (type, json, text) => {
    expect(there(type, json)).toBe(text);
  });

  it.each([
    ['double', '1e400'],
    ['double', '-1e309'],
    ['float', '3.5e38'],
  ])('%s %s is out of range', (type, json) => {
    expect(encode(type, json)).toBe(`: out of range: must be a ${type} (was ${json})`);
  });

  it.each(['"NaN"', '"Infinity"', '"1"', 'true', 'null'])('%s is no number', (json) => {
    expect(encode('double', json)).toBe(`: must be a double (was ${json})`);
  });
});

describe('strings, bytes, fixed and enums', () => {
  it.each([
    ['"a\\u0041\\ud83d\\ude00\\n\\/"', '"aA😀\\n/"'],
    ['"é\\u00e9\\u20ac\\u0000"', '"éé€\\u0000"'],
    ['""', '""'],
    [`"${'\\u0041'.repeat(60)}"`, `"${'A'.repeat(60)}"`],
    [`"${'x'.repeat(9000)}\\\\"`, `"${'x'.repeat(9000)}\\\\"`],
  ])('string %s comes back as %s', (json, text) => {
    expect(there('string', json)).toBe(text);
  });

  it.each(['"\\ud83d"', '"\\ude00"', '"\\ud83dx"', '"\\ud83d\\u0041"', '"\\ud83d😀"'])(
    'half of a pair in %s is refused',
    (json) => {
      expect(encode('string', json)).toBe(`: half a surrogate pair, which is no character (in ${json})`);
    },
  );

  it('bytes are one character each', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const json = JSON.stringify(all.toString('latin1'));
    expect(encode('bytes', json)).toBe(`8004${all.toString('hex')}`);
    expect(encode('bytes', '"\\u00FF\\u0000\\n"')).toBe('06ff000a');
    expect(there('bytes', json)).toBe(json);
  });

  it.each(['"€"', '"\\u0100"', '"\\ud83d\\ude00"', '5'])('%s are no bytes', (json) => {
    expect(encode('bytes', json)).toMatch(/^: must be a string of the characters U\+0000 to U\+00FF, .* \(was /);
  });

  it('fixed has exactly its size', () => {
    const schema = { type: 'fixed', name: 'F', size: 2 };
    expect(encode(schema, '"\\u00ffé"')).toBe('ffe9');
    expect(there(schema, '"\\u00ffé"')).toBe('"ÿé"');
    expect(encode(schema, '"abc"')).toMatch(/^: must be a string of exactly 2 characters .* \(was of 3: "abc"\)$/);
    expect(encode(schema, '5')).toMatch(/^: must be a string of exactly 2 characters .* \(was 5\)$/);
  });

  it('an enum is one of its symbols, also those that objects inherit', () => {
    const symbols = ['constructor', '__proto__', 'toString'];
    expect(encode({ type: 'enum', name: 'E', symbols }, '"__prot\\u006f__"')).toBe('02');
    expect(encode({ type: 'enum', name: 'E', symbols }, '"valueOf"')).toBe(
      ': must be "constructor", "__proto__" or "toString" (was "valueOf")',
    );
    const many = Array.from({ length: 100 }, (_, k) => `S${k}`);
    expect(there({ type: 'enum', name: 'E', symbols: many }, '"S77"')).toBe('"S77"');
    expect(encode({ type: 'enum', name: 'E', symbols: many }, '"S100"')).toMatch(/"S7" or 92 more \(was "S100"\)$/);
  });
});

describe('arrays, maps and records', () => {
  it('may be empty, and long', () => {
    const schema = record(
      { name: 'a', type: { type: 'array', items: 'int' } },
      { name: 'm', type: { type: 'map', values: 'int' } },
    );
    expect(encode(schema, '{ "a" : [ ] , "m" : { } }')).toBe('0000');
    const long = JSON.stringify({
      a: Array.from({ length: 1000 }, (_, k) => k),
      m: Object.fromEntries(Array.from({ length: 100 }, (_, k) => [`k${k}`, k])),
    });
    expect(there(schema, long)).toBe(long);
  });

  it('name the item or entry at fault', () => {
    const schema = { type: 'array', items: { type: 'map', values: 'boolean' } };
    expect(encode(schema, '[{},{"a":true,"b c":1}]')).toBe('[1]["b c"]: must be true or false (was 1)');
    expect(encode(schema, '[{},{"a":true,"bc":null}]')).toBe('[1].bc: must be true or false (was null)');
    expect(encode(schema, '[{}, 5]')).toBe('[1]: must be an object (a map) (was 5)');
    expect(encode(schema, '{}')).toBe(': must be an array (was {})');
  });

  it('have each key once, also among many and however it is written', () => {
    const schema = { type: 'map', values: 'null' };
    expect(encode(schema, '{"a":null,"\\u0061":null}')).toBe(': the key "\\u0061" comes twice');
    const many = Array.from({ length: 40 }, (_, k) => `"k${k}":null`).join();
    expect(encode(schema, `{${many},"k3":null}`)).toBe(': the key "k3" comes twice');
    expect(encode(schema, `{${many},"k39":null}`)).toBe(': the key "k39" comes twice');
    expect(there(schema, '{"__proto__":null,"constructor":null,"":null}')).toBe(
      '{"__proto__":null,"constructor":null,"":null}',
    );
  });

  it('take fields in any order, named like anything', () => {
    const names = ['__proto__', 'constructor', 'toString', ...Array.from({ length: 20 }, (_, k) => `f${k}`)];
    const schema = record(...names.map((name) => ({ name, type: 'int' })));
    const json = `{${names.map((name, k) => `"${name}":${k}`).join()}}`;
    const backwards = `{ ${names
      .map((name, k) => `"${name}" :\t${k}`)
      .reverse()
      .join(' , ')} }`;
    expect(there(schema, json)).toBe(json);
    expect(encode(schema, backwards)).toBe(encode(schema, json));
    expect(encode(schema, json.replace('"f3"', '"\\u00663"'))).toBe(encode(schema, json));
  });

  it('are filled with defaults of every type', () => {
    const schema = record(
      { name: 'l', type: 'long', default: -5 },
      { name: 'b', type: 'bytes', default: '\u00ff' },
      { name: 'u', type: ['null', 'string'], default: null },
      { name: 'v', type: ['string', 'null'], default: 'x' },
      { name: 'w', type: ['null', 'string'], default: 'x' },
      { name: 'e', type: { type: 'enum', name: 'E', symbols: ['A', 'B'] }, default: 'B' },
      { name: 'a', type: { type: 'array', items: 'double' }, default: [1, 2.5] },
      { name: 'm', type: { type: 'map', values: ['null', 'E'] }, default: { k: 'A' } },
      { name: 'r', type: { type: 'record', name: 'S', fields: [{ name: 'n', type: 'int', default: 7 }] }, default: {} },
    );
    expect(there(schema, '{}')).toBe(
      '{"l":-5,"b":"ÿ","u":null,"v":{"string":"x"},"w":{"string":"x"},"e":"B","a":[1,2.5],"m":{"k":{"a.b.E":"A"}},"r":{"n":7}}',
    );
  });

  it('are not filled with defaults without end', () => {
    const fields = Array.from({ length: 500 }, (_, k) => ({ name: `f${k}`, type: 'null', default: null }));
    const json = `[${'{},'.repeat(40_000)}{}]`;
    expect(encode({ type: 'array', items: record(...fields) }, json)).toMatch(/too many missing fields/);
  });
});
