import { describe, expect, it } from '@jest/globals';
import { FakeAdminClient } from '../../test/support/fakes/admin.fake.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { OffsetSpec, Outcome, PartitionDescription } from '../kafka/admin.client.js';
import type { TopicPartition } from '../kafka/record.js';
import { leadersAnswer } from './leader-check.js';

/** Leaders that learn of a partition only when they have been asked this many times. */
class LateLeaders extends FakeAdminClient {
  asked: number[][] = [];

  constructor(private readonly late: ReadonlyMap<number, number>) {
    super();
  }

  override listOffsets(partitions: readonly TopicPartition[], spec: OffsetSpec): Promise<Outcome<number>[]> {
    this.asked.push(partitions.map(({ partition }) => partition));
    if (partitions.some(({ partition }) => (this.late.get(partition) ?? 0) >= this.asked.length)) {
      const error = new GatewayError('kafka-retriable', 'Not leader.');
      return Promise.resolve(partitions.map(({ partition }) => (this.late.has(partition) ? { error } : { value: 0 })));
    }
    return super.listOffsets(partitions, spec);
  }
}

const partitionsOf = async (admin: FakeAdminClient): Promise<PartitionDescription[]> => {
  const [outcome] = await admin.describeTopics(['new']);
  return outcome!.value!.partitions;
};

describe('the first look at the leaders of a topic', () => {
  it('asks those again that do not know their partition yet, and nobody else', async () => {
    const admin = new LateLeaders(new Map([[1, 2]]));
    admin.addTopic('new', 3);
    await leadersAnswer(admin, 'new', await partitionsOf(admin));
    expect(admin.asked).toEqual([[0, 1, 2], [1], [1]]);
  });

  it('does not wait for ever, nor for what is refused', async () => {
    const never = new LateLeaders(new Map([[0, Infinity]]));
    never.addTopic('new', 1);
    await leadersAnswer(never, 'new', await partitionsOf(never));
    const refusing = new FakeAdminClient();
    refusing.addTopic('new', 1);
    const partitions = await partitionsOf(refusing);
    refusing.failWith('listOffsets', new GatewayError('forbidden', 'No.'));
    await leadersAnswer(refusing, 'new', partitions);
    const silent = new FakeAdminClient();
    silent.addTopic('new', 1);
    const release = silent.hold('listOffsets');
    await leadersAnswer(silent, 'new', await partitionsOf(silent));
    release();
    expect([refusing.callsOf('listOffsets'), silent.callsOf('listOffsets')]).toEqual([1, 1]);
  });
});
