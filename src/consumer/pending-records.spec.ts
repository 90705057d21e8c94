import { describe, expect, it } from '@jest/globals';
import { FakeConsumerLog } from '../../test/support/fakes/consumer-log.fake.js';
import { PartitionPositions } from './partition-positions.js';
import { PendingRecords } from './pending-records.js';
import { type RecordSlice, slicesOf } from './record-slice.js';

/** Records of 10 bytes each, `count` in each of two partitions of topic t. */
function pendingOf(count: number): { pending: PendingRecords; positions: PartitionPositions } {
  const log = new FakeConsumerLog();
  const positions = new PartitionPositions();
  for (const partition of [0, 1]) {
    positions.start('t', partition, null);
    log.append(
      't',
      Array.from({ length: count }, () => ({ partition, value: '"12345678"' })),
    );
  }
  const offsets = [0, 1].map((partition) => ({ topic: 't', partition, offset: 0 }));
  const pending = new PendingRecords();
  pending.append(slicesOf(log.take(offsets, 2 * count, false)!, positions));
  return { pending, positions };
}

function namesOf(slices: readonly RecordSlice[]): string[] {
  return slices.flatMap(({ batch, from, to, position }) =>
    Array.from({ length: to - from }, (_, i) => `${position.partition}@${batch.offsets[from + i]}`),
  );
}

describe('PendingRecords', () => {
  it('gives every record exactly once, in order, whatever the limit', () => {
    const all = namesOf(pendingOf(7).pending.take(1e6, 'json', 'report').slices);
    for (const limit of [1, 10, 15, 25, 69, 70, 71, 139, 140]) {
      const { pending } = pendingOf(7);
      const seen: string[] = [];
      while (!pending.empty) {
        const { slices } = pending.take(limit, 'json', 'report');
        expect(slices.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(Math.max(limit, 10));
        seen.push(...namesOf(slices));
      }
      expect(seen).toEqual(all);
      expect(pending.bytes).toBe(0);
    }
  });

  it('puts back what was not delivered in front of the rest', () => {
    const { pending } = pendingOf(3);
    const first = pending.take(40, 'json', 'report').slices;
    pending.putBack(first);
    expect(pending.bytes).toBe(60);
    expect(namesOf(pending.take(1000, 'json', 'report').slices)).toEqual(['0@0', '0@1', '0@2', '1@0', '1@1', '1@2']);
  });

  it('forgets the records of partitions that were given up, also those on their way back', () => {
    const { pending, positions } = pendingOf(3);
    const taken = pending.take(10, 'json', 'report').slices;
    positions.retire({ topic: 't', partition: 0 });
    pending.putBack(taken);
    expect(pending.bytes).toBe(30);
    expect(namesOf(pending.take(1000, 'json', 'report').slices)).toEqual(['1@0', '1@1', '1@2']);
  });
});
