import { describe, expect, it } from '@jest/globals';
import { ObjectSplitter } from './object-splitter.js';

/** The objects that end in text that comes in pieces of this size, and where something stood that was none. */
function split(text: Buffer, size: number): { objects: string[]; stray: number; open: boolean } {
  const splitter = new ObjectSplitter();
  const objects: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += size) {
    splitter.feed(text.subarray(at, at + size));
    for (let i = 0; i < splitter.count; i++) {
      const end = at + splitter.ends[i]!;
      objects.push(text.toString('utf8', from, end).trim());
      from = end;
    }
    if (splitter.strayAt >= 0) return { objects, stray: at + splitter.strayAt, open: splitter.open };
  }
  return { objects, stray: -1, open: splitter.open };
}

describe('objects that stand one behind another', () => {
  const objects = [
    '{}',
    '{"a":"}{"}',
    '{"a":"\\"}\\\\"}',
    '{"a":{"b":[{},[{"c":"]"}]]}}',
    '{"€\\u007d":"ä\u{1f600}\\\\\\"{"}',
    '{ "a" : 1 }',
  ];

  it.each(['', ' ', '\r\n\t '])('are told apart wherever their text is cut, %j between them', (gap) => {
    const text = Buffer.from(gap + objects.join(gap) + gap);
    for (let size = 1; size <= text.length; size++) {
      expect(split(text, size)).toEqual({ objects, stray: -1, open: false });
    }
  });

  it('may be more than the first list has room for', () => {
    expect(split(Buffer.from('{"a":1}'.repeat(5000)), 100_000).objects).toHaveLength(5000);
  });

  it.each([
    ['{}[1]', 2],
    ['{} \u0000{}', 3],
    ['{}}', 2],
    ['null', 0],
    ['\ufeff{}', 0],
  ])('end before what is none: %j', (text, stray) => {
    for (const size of [1, 2, 100]) expect(split(Buffer.from(text), size)).toMatchObject({ stray });
  });

  it.each(['{', '{"a":"}', '{"a":"\\"}', '{"a":[}'])('have not ended with %j', (text) => {
    expect(split(Buffer.from(text), 100)).toEqual({ objects: [], stray: -1, open: true });
  });
});
