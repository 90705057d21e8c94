import { describe, expect, it } from '@jest/globals';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import { compileAvro } from './avro-codec.js';

/** What JSON text comes back as, or the fault as `path: reason`. */
function there(schema: unknown, json: string): string {
  const codec = compileAvro({ type: 'AVRO', text: JSON.stringify(schema), referenced: [] });
  const [binary, text] = [new GrowingBuffer(1), new GrowingBuffer(1)];
  const bytes = Buffer.from(json);
  const fault = codec.encode(bytes, 0, bytes.length, binary) ?? codec.decode(binary.bytes, 0, binary.length, text);
  return fault ? `${fault.path}: ${fault.reason}` : text.bytes.toString('utf8', 0, text.length);
}

function record(name: string, ...fields: [string, unknown][]): object {
  return { type: 'record', name, fields: fields.map(([field, type]) => ({ name: field, type })) };
}

describe('a tagged value', () => {
  it.each([
    [['null', 'string'], 'null'],
    [['null', 'string'], '{"string":"x"}'],
    [['int', 'long'], '{"long":5}'],
    [['string', 'bytes'], '{"bytes":"\\u0000"}'],
    [[{ type: 'array', items: 'int' }, 'null'], '{"array":[1,2]}'],
    [['null', { type: 'map', values: 'int' }], '{"map":{"map":1}}'],
    [[record('a.A', ['x', 'int']), record('b.A', ['x', 'int'])], '{"b.A":{"x":1}}'],
    [
      [
        { type: 'fixed', name: 'a.F', size: 1 },
        { type: 'fixed', name: 'a.G', size: 1 },
      ],
      '{"a.G":"x"}',
    ],
  ])('of %j comes back as it was: %s', (schema, json) => {
    expect(there(schema, json)).toBe(json);
  });

  it('may have white space, an escaped tag, and a short name that is of one branch only', () => {
    expect(there(['null', 'string'], '{ "str\\u0069ng" : "x" }')).toBe('{"string":"x"}');
    const schema = [record('a.A', ['x', 'int']), record('b.A', ['x', 'int']), record('a.B', ['x', 'int'])];
    expect(there(schema, '{"B":{"x":1}}')).toBe('{"a.B":{"x":1}}');
    expect(there(schema, '{"A":{"x":1}}')).toMatch(/^: fits none of a\.A, b\.A or a\.B: write \{"a\.A": …\}/);
  });

  it('is never null, which stands for itself', () => {
    expect(there(['null', 'int'], '{"null":null}')).toBe(': must be null or int (was {"null":null})');
    expect(there(['null', { type: 'map', values: 'int' }], '{"null":1}')).toBe('{"map":{"null":1}}');
  });

  it('that does not fit its tag is told as such', () => {
    expect(there(['null', 'string'], '{"string":5}')).toBe('.string: must be a string (was 5)');
    expect(there(['null', record('a.A', ['x', 'int'])], '{"a.A":{"x":"y"}}')).toBe(
      '["a.A"].x: must be an int (was "y")',
    );
  });

  it('is what an object of one member named like a branch means first', () => {
    expect(there(['string', { type: 'map', values: 'string' }], '{"string":"x"}')).toBe('{"string":"x"}');
    expect(there(['string', { type: 'map', values: 'int' }], '{"string":5}')).toBe('.string: must be a string (was 5)');
  });

  it('is not what a record with a field named like a branch must mean', () => {
    const schema = ['null', record('address', ['address', 'string'])];
    expect(there(schema, '{"address":"x"}')).toBe('{"address":{"address":"x"}}');
    expect(there(schema, '{"address":{"address":"x"}}')).toBe('{"address":{"address":"x"}}');
    expect(there(['string', record('R', ['string', 'string'], ['n', 'int'])], '{"string":"x","n":1}')).toBe(
      '{"R":{"string":"x","n":1}}',
    );
  });
});

describe('a plain value', () => {
  it.each([
    [['null', 'string'], '"x"', '{"string":"x"}'],
    [['null', 'long', 'string', 'boolean'], '5', '{"long":5}'],
    [['null', 'long', 'string', 'boolean'], 'true', '{"boolean":true}'],
    [['int', 'long'], '5000000000', '{"long":5000000000}'],
    [['int', 'double'], '1.5', '{"double":1.5}'],
    [['string', { type: 'array', items: 'string' }], '["x"]', '{"array":["x"]}'],
    [
      [
        { type: 'enum', name: 'E', symbols: ['A'] },
        { type: 'fixed', name: 'F', size: 2 },
      ],
      '"A"',
      '{"E":"A"}',
    ],
    [[record('A', ['x', 'int']), record('B', ['y', 'int'])], '{"y":1}', '{"B":{"y":1}}'],
    [[record('A', ['x', 'int']), { type: 'map', values: 'string' }], '{"x":"y"}', '{"map":{"x":"y"}}'],
  ])('of %j, %s, is taken for the one branch that fits', (schema, json, text) => {
    expect(there(schema, json)).toBe(text);
  });

  it.each([
    [['int', 'long'], '5', 'int and long, write {"int": …} or {"long": …}'],
    [['null', 'float', 'double'], '0.5', 'float and double, write {"float": …} or {"double": …}'],
    [['string', 'bytes'], '"x"', 'string and bytes, write {"string": …} or {"bytes": …}'],
    [[record('A', ['x', 'int']), record('B', ['x', 'long'])], '{"x":1}', 'A and B, write {"A": …} or {"B": …}'],
  ])('of %j, %s, is refused when two fit', (schema, json, which) => {
    expect(there(schema, json)).toBe(`: ambiguous: fits ${which}`);
  });

  it('that no branch has is told what there is', () => {
    expect(there(['null', 'string'], '5')).toBe(': must be null or string (was 5)');
    expect(there(['string', 'int'], 'null')).toBe(': must be string or int (was null)');
    expect(there(['int', 'long'], '1.5')).toBe(': fits none of int or long: write {"int": …} to see why (was 1.5)');
  });

  it('names the place inside where only one branch can be meant', () => {
    expect(there(['null', record('A', ['x', { type: 'array', items: 'int' }])], '{"x":[1,"y"]}')).toBe(
      '.x[1]: must be an int (was "y")',
    );
  });

  it('does not take exponential time where each level fits two branches', () => {
    const next = (...types: unknown[]): [string, unknown] => ['next', ['null', ...types]];
    const schema = record('T', next(record('A', next('A', record('B', next('A', 'B')))), 'B'));
    const json = `${'{"next":'.repeat(60)}null${'}'.repeat(60)}`;
    expect(there(schema, json)).toMatch(/: too many ways to read it: write \{"B": …\} or another branch's name$/);
  });

  it('does not take exponential time where each level may be a tag or a field', () => {
    const schema = record('T', [
      'v',
      ['null', record('A', ['A', ['null', 'A', record('B', ['B', ['null', 'A', 'B']])]])],
    ]);
    const json = `{"v":${'{"A":'.repeat(60)}5${'}'.repeat(60)}}`;
    expect(there(schema, json)).toMatch(/^\.v/);
  });
});
