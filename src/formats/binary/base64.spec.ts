import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base64Length, decodeBase64, decodeGroups, writeBase64 } from './base64.js';

/** Decodes `text` lying at `offset` in place; null: it is not base64. */
function decoded(text: string, offset = 0): Buffer | null {
  const bytes = Buffer.from(' '.repeat(offset) + text + '  ');
  const end = decodeBase64(bytes, offset, offset + text.length, offset);
  return end < 0 ? null : bytes.subarray(offset, end);
}

describe('base64 of a request', () => {
  it('is decoded in place like any encoder wrote it, with and without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 7 }), (data, offset) => {
        const text = Buffer.from(data).toString('base64');
        expect(decoded(text, offset)).toEqual(Buffer.from(data));
        expect(decoded(text.replace(/=+$/, ''), offset)).toEqual(Buffer.from(data));
      }),
      { numRuns: 1000 },
    );
  });

  it('is decoded only when an encoder can have written it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AAaz09+/=Q-_ \n'), maxLength: 12 });
    fc.assert(
      fc.property(text, (candidate) => {
        const lenient = Buffer.from(candidate, 'base64');
        const written = lenient.toString('base64');
        const strict = candidate === written || candidate === written.replace(/=+$/, '');
        expect(decoded(candidate)).toEqual(strict ? lenient : null);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['A', 'AA=', 'AA===', '=', '==', '====', 'AAA==', 'AAAA=', 'AB', 'AAB', 'AA==AA==', '-_-_', 'A A=', '***='])(
    'is not %j',
    (text) => {
      expect(decoded(text)).toBeNull();
    },
  );

  it('is decoded in groups up to the first byte that is none of its letters', () => {
    const bytes = Buffer.from('QUJDREVG"rest');
    expect(decodeGroups(bytes, 0, bytes.length)).toBe(8);
    expect(bytes.toString('latin1', 0, 6)).toBe('ABCDEF');
    expect(decodeGroups(Buffer.from('QUJD'), 0, 3)).toBe(0);
  });
});

describe('base64 of an answer', () => {
  it('is what Buffer writes, at every length and place, and nothing around it', () => {
    for (let length = 0; length < 400; length++) {
      const source = Buffer.from(Array.from({ length: length + 5 }, (_, i) => (i * 197 + length) & 0xff));
      const target = Buffer.alloc(base64Length(length) + 6, 0x2e);
      const end = writeBase64(target, 3, source, 2, length);
      expect(end).toBe(3 + base64Length(length));
      expect(target.toString('latin1')).toBe(`...${source.toString('base64', 2, 2 + length)}...`);
    }
  });
});
