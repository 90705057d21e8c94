import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

describe('Slots', () => {
  it('gives free numbers again, and no number twice', () => {
    const slots = new Slots<{ name: string }>();
    const ids = ['a', 'b', 'c'].map((name) => slots.add({ name }));
    expect(ids).toEqual([1, 2, 3]);
    slots.delete(2);
    expect([slots.get(2), slots.size]).toEqual([undefined, 2]);
    expect([slots.add({ name: 'd' }), slots.add({ name: 'e' })]).toEqual([2, 4]);
    expect(slots.entries().map(([id, { name }]) => id + name)).toEqual(['1a', '2d', '3c', '4e']);
  });

  it('ignores numbers that nothing has', () => {
    const slots = new Slots<object>();
    const id = slots.add({});
    for (const each of [id, id, 0, -1, 7]) slots.delete(each);
    expect([slots.size, slots.get(0), slots.get(7)]).toEqual([0, undefined, undefined]);
    expect([slots.add({}), slots.add({})]).toEqual([1, 2]);
  });
});
