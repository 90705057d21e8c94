import { describe, expect, it } from '@jest/globals';
import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { runChild } from '../support/children/run-child.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { silentLog, uniqueName } from '../support/native-clients.js';

/** Freed memory is overwritten: a use of it shows at once. */
const ENVIRONMENT = { MALLOC_PERTURB_: '165' };
const CALLS = 20_000;
/** Of a core, where less than one would do: with the fault it is most of it. */
const MOST_PERCENT = 20;

describe('faults of librdkafka 2.12 that end the process, when run into', () => {
  it('is not ended by offset lookups beside other metadata requests', async () => {
    const { bootstrapServers } = kafkaCluster();
    const topic = uniqueName('regression');
    const admin = new LibrdkafkaAdminClient(
      new AdminHandles({ 'bootstrap.servers': bootstrapServers }, 10_000, silentLog),
    );
    await admin.createTopics([{ name: topic, partitions: 1, replicationFactor: 1 }]);
    const result = await runChild('offsets-beside-metadata.ts', [bootstrapServers, topic, String(CALLS)], ENVIRONMENT)
      .result;
    await admin.deleteTopics([topic]);
    await admin.close();
    expect(result).toEqual({ code: 0, signal: null, output: `answered ${CALLS}` });
  });

  it('is not ended by a broker that is not the coordinator of a group any more', async () => {
    const result = await runChild('not-coordinator.ts', [], ENVIRONMENT).result;
    expect(result).toEqual({ code: 0, signal: null, output: 'kafka-retriable, then 0 commits' });
  });

  it('is not ended by a group coordinator that is found after its request was given up', async () => {
    const result = await runChild('coordinator-found-late.ts', [], ENVIRONMENT).result;
    expect(result).toEqual({ code: 0, signal: null, output: 'all answered at last' });
  });
});

describe('faults of librdkafka 2.12 that stop the process, when run into', () => {
  it.each(['range', 'cooperative-sticky'])(
    'goes on when a consumer is closed whose group waits for it, %s',
    async (strategy) => {
      const result = await runChild('closed-while-joining.ts', [strategy, '20'], ENVIRONMENT).result;
      expect(result).toEqual({ code: 0, signal: null, output: 'closed' });
    },
  );
});

describe('faults of librdkafka 2.12 that cost a core, when run into', () => {
  it('waits for brokers that are gone without spinning', async () => {
    const { code, signal, output } = await runChild('waiting-for-brokers.ts').result;
    const percent = Number(/^(\d+) percent$/.exec(output)?.[1]);
    expect({ code, signal, output, isIdle: percent < MOST_PERCENT }).toEqual({
      code: 0,
      signal: null,
      output,
      isIdle: true,
    });
  });
});
