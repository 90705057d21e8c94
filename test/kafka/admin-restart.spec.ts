import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaCluster } from '../../scripts/kafka/cluster.js';
import { runChild } from '../support/children/run-child.js';
import { startCluster } from '../support/kafka-cluster.js';

describe('the admin client of a cluster whose only broker restarts', () => {
  let kafka: KafkaCluster;

  beforeAll(async () => {
    kafka = await startCluster();
  });

  afterAll(async () => {
    await kafka.stop();
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'asks on while it goes and is answered when it is back (%s)',
    async (signal) => {
      const { bootstrapServers } = kafka.address;
      const child = runChild('asking-all-the-time.ts', [bootstrapServers], { MALLOC_PERTURB_: '165' });
      await child.said('answered');
      await kafka.stopBroker(1, signal);
      await child.said('unanswered');
      await kafka.startBroker(1);
      expect(await child.result).toEqual({ code: 0, signal: null, output: 'answered, unanswered, answered again' });
    },
  );
});
