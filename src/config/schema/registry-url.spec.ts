import { describe, expect, it } from '@jest/globals';
import { parseRegistryUrl } from './registry-url.js';

describe('the URL of a schema registry', () => {
  it.each([
    ['http://sr:8081', 'http://sr:8081', null],
    ['https://sr/', 'https://sr', null],
    ['HTTP://sr:8081/apis/ccompat/v7/', 'http://sr:8081/apis/ccompat/v7', null],
    ['http://[::1]:8081', 'http://[::1]:8081', null],
    ['http://alice:hunter2@sr:8081/x', 'http://sr:8081/x', 'alice:hunter2'],
    ['http://a%40b:p%2Fw%3A%25@sr', 'http://sr', 'a@b:p/w:%'],
    ['http://sr/a@b', 'http://sr/a@b', null],
  ])('%s is read', (text, url, userInfo) => {
    expect(parseRegistryUrl(text)).toEqual({ value: { url, userInfo } });
  });

  it.each([
    ['sr:8081', 'must be URLs like http://registry:8081, got "sr:8081"'],
    ['ftp://sr', 'must be URLs like'],
    ['http://', 'must be URLs like'],
    ['http://sr:99999', 'got "http://sr:99999"'],
    ['http://s r', 'must be URLs like'],
    ['http://sr?x=1', 'must have no query and no fragment'],
    ['http://sr#x', 'must have no query and no fragment'],
    ['http://a:%zz@sr', 'must have user name and password percent-encoded'],
    [`http://a:${'x'.repeat(600)}@sr`, 'must have at most 512 characters of credentials'],
  ])('%s is refused', (text, fault) => {
    expect(parseRegistryUrl(text)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it.each([
    'http://alice:hunter2@sr:x',
    'http://alice:hunter2',
    'http://alice:hun@ter2@sr',
    'http://alice:hunter2/@sr?q',
  ])('%s does not show its password in the fault', (text) => {
    const parsed = parseRegistryUrl(text);
    expect(parsed).toHaveProperty('fault');
    expect(JSON.stringify(parsed)).not.toMatch(/hunter2|ter2/);
  });
});
