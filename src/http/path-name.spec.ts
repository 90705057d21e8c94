import { describe, expect, it } from '@jest/globals';
import { checkName, checkPartition } from './path-name.js';

function failing(code: string, message: RegExp): Error {
  return expect.objectContaining({ code, message: expect.stringMatching(message) as unknown }) as unknown as Error;
}

describe('a name', () => {
  it.each(['a', 'orders.v1_2-x', 'größe', '日本', ' ', 'a/b', 'a'.repeat(249)])('may be %j', (name) => {
    expect(checkName(name, 'topic')).toBe(name);
  });

  it.each(['', 'a'.repeat(250), 'a\0', '\0', '\n', '\x7f', '\u0085', '\ud800'])('may not be %j', (name) => {
    expect(() => checkName(name, 'group')).toThrow(failing('bad-request', /^group: /));
  });
});

describe('a partition', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['2147483647', 2_147_483_647],
  ])('is read from %j', (text, partition) => {
    expect(checkPartition(text)).toBe(partition);
  });

  it.each(['', 'x', '1.5', '1e3', '0x1', ' 1', '١', 'NaN'])('that is no whole number is refused: %j', (text) => {
    expect(() => checkPartition(text)).toThrow(failing('bad-request', /whole number/));
  });

  it.each(['-1', '2147483648', '9'.repeat(400)])('that cannot exist is not found: %j', (text) => {
    expect(() => checkPartition(text)).toThrow(failing('partition-not-found', /Partition/));
  });
});
