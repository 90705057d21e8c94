import { describe, expect, it } from '@jest/globals';
import { fits, jsonSchema, encoded } from '../../../test/support/json-schema.js';

describe('formats', () => {
  it.each([
    ['date', '2024-02-29', '2023-02-29'],
    ['time', '12:00:00Z', '25:00:00Z'],
    ['date-time', '2024-01-02T03:04:05.678+01:00', '2024-01-02 at 3'],
    ['duration', 'P1DT2H', 'P'],
    ['email', 'a.b@example.com', 'a@'],
    ['hostname', 'a.example', '-a.example'],
    ['ipv4', '127.0.0.1', '127.0.0.256'],
    ['ipv6', '::1', ':::1'],
    ['uri', 'http://a.example/b?c#d', 'a b'],
    ['uri-reference', '../a', '\\a'],
    ['uri-template', '/a/{b}', '/a/{b'],
    ['url', 'https://a.example/b', 'mailto:a@b.example'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123e4567'],
    ['json-pointer', '/a/~0', '/~2'],
    ['regex', '^a+$', '(a'],
    ['byte', 'YWI=', 'YWI'],
  ])('are checked: %s', (format, good, bad) => {
    expect([fits({ format }, good), fits({ format }, bad), fits({ format }, 1)]).toEqual([true, false, true]);
  });

  const names = [
    ...['date', 'time', 'date-time', 'iso-time', 'iso-date-time', 'duration', 'uri', 'uri-reference', 'uri-template'],
    ...['url', 'email', 'hostname', 'ipv4', 'ipv6', 'regex', 'uuid', 'json-pointer', 'json-pointer-uri-fragment'],
    ...['relative-json-pointer', 'byte', 'int32', 'int64', 'float', 'double', 'password', 'binary'],
  ];
  const pieces = [
    'a',
    '1',
    ':',
    '.',
    '-',
    'a.',
    'a-',
    '/',
    '%41',
    '{a}',
    '{,',
    '~0',
    '(',
    'P1',
    'T',
    '[',
    '\n',
    '::',
    '\\',
  ];
  const starts = ['', 'http://', 'a@', '//[', 'P', '{', '/'];

  it.each(pieces)('cannot stall at 100 000 characters of %s', (piece) => {
    const codec = jsonSchema({
      items: { allOf: names.map((format) => ({ anyOf: [{ format }, { type: 'string' }] })) },
    });
    const long = piece.repeat(100_000 / piece.length);
    const text = JSON.stringify(starts.flatMap((start) => [`${start}${long}`, `${start}${long}\u0001`]));
    expect(encoded(codec, text)).toBe(text);
  });
});
