import { describe, expect, it } from '@jest/globals';
import { presentable } from './presentable.js';

const shown = (value: unknown): unknown => presentable({ value })['value'];

describe('a field of the log', () => {
  it('is hidden when its name says that it is a secret, at any depth', () => {
    const fields = { headers: { authorization: 'Basic x', host: 'h' }, list: [{ clientSecret: 'x' }], apiKey: 'x' };
    expect(presentable(fields)).toEqual({
      headers: { authorization: '[hidden]', host: 'h' },
      list: [{ clientSecret: '[hidden]' }],
      apiKey: '[hidden]',
    });
  });

  it('does not show the password of an URL', () => {
    expect(shown('GET http://alice:hunter2@sr:8081/subjects')).toBe('GET http://[hidden]@sr:8081/subjects');
    expect(shown(new URL('http://alice:hunter2@sr/'))).toBe('http://[hidden]@sr/');
    expect(shown(new Error('no http://alice:hunter2@sr'))).toMatchObject({ message: 'no http://[hidden]@sr' });
  });

  it.each([
    [1n, '1'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [null, null],
    [undefined, undefined],
    [true, true],
    [Buffer.from('secret'), '[6 bytes]'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), '[invalid date]'],
    [new Map([['a', new Set([1])]]), { a: [1] }],
    [() => 1, '[function]'],
    [new (class Socket {})(), '[Socket]'],
    [Object.create(null), {}],
  ])('%p is written as %p', (value, expected) => expect(shown(value)).toEqual(expected));

  it('does not take the place of level, time or message', () => {
    expect(presentable({ level: 1, time: 2, message: 3 })).toEqual({ level_: 1, time_: 2, message_: 3 });
  });

  it('is cut where it is endless', () => {
    const cycle: Record<string, unknown> = { name: 'x' };
    cycle['self'] = cycle;
    cycle['all'] = [cycle, cycle, cycle];
    expect(JSON.stringify(presentable(cycle)).length).toBeLessThan(50_000);
    expect(JSON.stringify(shown('x'.repeat(1_000_000))).length).toBeLessThan(11_000);
    expect(shown(Array.from({ length: 1000 }, () => 1))).toHaveLength(101);
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]));
    expect(Object.keys(shown(wide) as object)).toHaveLength(101);
  });

  it('does not break the line when it cannot be read', () => {
    const fields = {
      get broken(): string {
        throw new Error('no');
      },
    };
    expect(presentable(fields)).toEqual({ unreadable: 'no' });
  });

  it('keeps the causes of an error, also in circles', () => {
    const inner = new Error('inner');
    const outer = new AggregateError([inner], 'outer', { cause: inner });
    inner.cause = outer;
    const value = shown(outer) as { errors: { message: string }[]; cause: { message: string } };
    expect([value.errors[0]?.message, value.cause.message]).toEqual(['inner', 'inner']);
  });

  it('takes facts of an error, but not what a library hangs on it', () => {
    const error = Object.assign(new Error('x'), { code: -195, isRetriable: true, client: { socket: {} }, token: 't' });
    expect(shown(error)).toEqual({
      type: 'Error',
      message: 'x',
      stack: expect.any(String),
      code: -195,
      isRetriable: true,
      token: '[hidden]',
    });
  });
});
