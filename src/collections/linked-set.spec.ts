import { describe, expect, it } from '@jest/globals';
import { LinkedSet } from './linked-set.js';

describe('LinkedSet', () => {
  it('keeps the order of coming while members leave from anywhere', () => {
    const set = new LinkedSet<string>();
    const members = ['a', 'b', 'c', 'd', 'e'].map((item) => set.add(item));
    for (const at of [0, 2, 4]) expect(set.delete(members[at]!)).toBe(true);
    expect([set.values(), set.size]).toEqual([['b', 'd'], 2]);
    set.add('f');
    expect(set.values()).toEqual(['b', 'd', 'f']);
  });

  it('lets a member leave once', () => {
    const set = new LinkedSet<number>();
    const [one, two] = [set.add(1), set.add(1)];
    expect([set.delete(one), set.delete(one), set.size]).toEqual([true, false, 1]);
    expect([set.delete(two), set.values()]).toEqual([true, []]);
  });

  it('leaves nothing on a member that names others', () => {
    const set = new LinkedSet<number>();
    const members = [1, 2, 3].map((item) => set.add(item));
    set.delete(members[1]!);
    expect(members[1]).toEqual({ item: 2, previous: null, next: null });
  });

  it('shows its values as they were when asked, while looking at them changes it', () => {
    const set = new LinkedSet<string>();
    const members = new Map(['a', 'b', 'c'].map((item) => [item, set.add(item)]));
    const seen = set.values().map((item) => {
      members.forEach((member) => set.delete(member));
      return item;
    });
    expect([seen, set.size]).toEqual([['a', 'b', 'c'], 0]);
  });
});
