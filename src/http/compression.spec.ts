import { describe, expect, it } from '@jest/globals';
import { chooseEncoding } from './compression.js';

describe('the encoding of an answer', () => {
  it.each([
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'gzip'],
    ['deflate, gzip;q=0.9', 'deflate'],
    ['deflate', 'deflate'],
    ['*', 'gzip'],
    ['gzip;q=0, *', 'deflate'],
    ['gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['br, gzip ; q=0.1', 'gzip'],
  ])('is for "%s" %s', (accept, encoding) => expect(chooseEncoding(accept)).toBe(encoding));

  it.each([
    '',
    'br',
    'identity',
    'gzip;q=0',
    'gzip;q=0.000',
    'gzip;q=0.5, identity;q=1',
    '*;q=0',
    'gzip;q=nonsense;q=0',
    'zip',
  ])('is for "%s" none', (accept) => expect(chooseEncoding(accept)).toBeNull());
});
