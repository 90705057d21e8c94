import { describe, expect, it } from '@jest/globals';
import { pathOf, targetOf } from './target.js';

describe('what a request is about', () => {
  it.each([
    ['GET', '/consumers/g/instances/i/records?timeout=1', 'g', 'i'],
    ['DELETE', '/consumers/g/instances/i', 'g', 'i'],
    ['DELETE', '/consumers/g/instances/i/', 'g', 'i'],
    ['POST', '/consumers/g/instances/i', 'g', 'i'],
    ['GET', '/consumers/a%2Fb/instances/%C3%A9%20/topics/t', 'a/b', 'é '],
    ['GET', '/consumers/instances/instances/instances/records', 'instances', 'instances'],
    ['GET', '/consumers/g/i/t', 'g', 'i'],
    ['POST', '/consumers/g/i/offsets', 'g', 'i'],
    ['GET', 'http://host:8082/consumers/g/instances/i/records', 'g', 'i'],
  ])('is an instance: %s %s', (method, url, group, name) => expect(targetOf(method, url)).toEqual({ group, name }));

  it.each(['/consumers/g', '/consumers/g/', '/consumers/g?x=1'])('is a new instance: %s', (url) => {
    expect(targetOf('POST', url)).toEqual({ group: 'g', name: null });
    expect(targetOf('GET', url)).toBeNull();
  });

  it.each([
    '/',
    '*',
    '',
    '/topics/consumers',
    '/v3/clusters/c/consumer-groups/g/consumers/i',
    '/consumers',
    '/consumers/',
    '/consumers//instances/i',
    '/consumers/g/instances',
    '/consumers/g/instances/',
    '/consumers/g/instances//records',
    '/consumers/g/x',
    '/consumers/%E0%A4%A/instances/i',
    '/consumers/g/instances/%',
    '/Consumers/g/instances/i',
    'http://host/topics',
  ])('is nothing that one replica has: %s', (url) => expect(targetOf('POST', url)).toBeNull());

  it('goes on as a path', () => {
    expect(pathOf('HTTP://host:1/consumers/g?a=b')).toBe('/consumers/g?a=b');
    expect(pathOf('/consumers/g?u=http://x/y')).toBe('/consumers/g?u=http://x/y');
  });
});
