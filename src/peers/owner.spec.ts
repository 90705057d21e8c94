import { describe, expect, it } from '@jest/globals';
import type { PeerAddress } from '../config/settings.js';
import { ownerOf, ownersOf } from './owner.js';

const peersNamed = (...ids: string[]): PeerAddress[] => ids.map((id) => ({ id, url: `http://${id}:8083` }));
const PEERS = peersNamed('gateway-0', 'gateway-1', 'gateway-2', 'gateway-3');
const NAMES = Array.from({ length: 4000 }, (_, i) => `consumer-${i}`);
const generated = (id: string): string => `rest-consumer-${id}-0b9b1f4e-1f5c-4a55-9d6a-6f0f2f1f9a10`;
const idOf = (name: string, peers: readonly PeerAddress[] = PEERS): string | undefined =>
  ownerOf('group', name, peers)?.id;

describe('the replica that has an instance', () => {
  it('is the same for all, in whatever order they know each other', () => {
    const reversed = [...PEERS].reverse();
    for (const name of NAMES.slice(0, 100)) expect(idOf(name, reversed)).toBe(idOf(name));
  });

  it('is each of them about equally often', () => {
    const counts = new Map<string | undefined, number>();
    for (const name of NAMES) counts.set(idOf(name), (counts.get(idOf(name)) ?? 0) + 1);
    expect(counts.size).toBe(4);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('depends on the group too', () => {
    const groups = Array.from({ length: 50 }, (_, i) => ownerOf(`g${i}`, 'same', PEERS)?.id);
    expect(new Set(groups).size).toBe(4);
  });

  it('changes only for what the one that goes had, or the one that comes wins', () => {
    const fewer = PEERS.slice(0, 3);
    for (const name of NAMES) {
      const before = idOf(name);
      if (before !== 'gateway-3') expect(idOf(name, fewer)).toBe(before);
    }
  });

  it('is followed by the one that would have it without the first', () => {
    for (const name of [...NAMES.slice(0, 200), generated('gateway-2'), generated('gateway-9')]) {
      const [first, ...others] = ownersOf('group', name, PEERS);
      expect(
        ownersOf(
          'group',
          name,
          PEERS.filter((peer) => peer !== first),
        ),
      ).toEqual(others);
    }
  });

  it.each(['gateway-0', 'gateway-3', '10.0.0.7', 'fd00::7', 'a', 'with-0b9b1f4e-1f5c-4a55-9d6a-6f0f2f1f9a10-inside'])(
    'is the one that made up its name: %s',
    (id) => expect(idOf(generated(id), [...PEERS, ...peersNamed('10.0.0.7', 'a', id)])).toBe(id),
  );

  it('is any other when the one that made up its name is gone, and none when there is none', () => {
    expect(PEERS.map(({ id }) => id)).toContain(idOf(generated('gateway-9')));
    expect(ownerOf('group', generated('gateway-9'), [])).toBeNull();
  });
});
