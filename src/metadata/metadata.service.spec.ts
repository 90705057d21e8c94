import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeAdminClient } from '../../test/support/fakes/admin.fake.js';
import { GatewayError } from '../errors/gateway-error.js';
import { MetadataService } from './metadata.service.js';

describe('MetadataService', () => {
  let admin: FakeAdminClient;
  let metadata: MetadataService;

  beforeEach(() => {
    admin = new FakeAdminClient();
    metadata = new MetadataService(admin);
  });

  it('orders brokers and partitions by id, whatever order Kafka answers in', async () => {
    admin.brokers = [3, 1, 2].map((id) => ({ id, host: 'localhost', port: 9092, rack: null }));
    admin.addTopic('t', 3).partitions.reverse();
    expect(await metadata.brokerIds()).toEqual([1, 2, 3]);
    expect((await metadata.topic('t')).partitions.map(({ partition }) => partition)).toEqual([0, 1, 2]);
  });

  it('does not look up offsets of a topic or a partition that does not exist', async () => {
    admin.addTopic('t', 1);
    await expect(metadata.partitionOffsets('missing', 0)).rejects.toMatchObject({ code: 'topic-not-found' });
    await expect(metadata.partitionOffsets('t', 1)).rejects.toMatchObject({ code: 'partition-not-found' });
    expect(admin.callsOf('listOffsets')).toBe(0);
  });

  it('reports a partition without a leader as passing trouble, without asking for its offsets', async () => {
    admin.addTopic('t').partitions[0]!.leader = -1;
    await expect(metadata.partitionOffsets('t', 0)).rejects.toMatchObject({
      code: 'kafka-retriable',
      retryAfterSeconds: 1,
    });
    expect(admin.callsOf('listOffsets')).toBe(0);
  });

  it('reports a topic whose settings may not be described as forbidden, not as one without settings', async () => {
    admin.addTopic('t');
    admin.failWith('describeTopicConfigs', new GatewayError('forbidden', 'Topic authorization failed.'));
    await expect(metadata.topicDetails('t')).rejects.toMatchObject({ code: 'forbidden' });
    expect((await metadata.topic('t')).name).toBe('t');
  });
});
