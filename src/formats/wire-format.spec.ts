import { describe, expect, it } from '@jest/globals';
import { GrowingBuffer } from '../json/growing-buffer.js';
import { schemaIdOf, WIRE_HEADER_BYTES, writeWireHeader } from './wire-format.js';

describe('the header of data with a schema', () => {
  it('is a zero and the id, big-endian', () => {
    const out = new GrowingBuffer(1);
    writeWireHeader(out, 0x01020304);
    expect(out.bytes.toString('hex', 0, out.length)).toBe('0001020304');
    expect(out.length).toBe(WIRE_HEADER_BYTES);
  });

  it('tells the id', () => {
    expect(schemaIdOf(Buffer.from('ff000000002a07', 'hex'), 1, 6)).toBe(42);
  });

  it.each([
    ['too short', '00000000'],
    ['with another first byte', '010000002a07'],
    ['with a negative id', '00ffffffff07'],
    ['empty', ''],
  ])('is missing from data that are %s', (_, hex) => {
    expect(schemaIdOf(Buffer.from(hex, 'hex'), 0, hex.length / 2)).toBeLessThan(0);
  });
});
