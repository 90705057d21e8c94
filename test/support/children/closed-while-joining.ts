import { MockCluster } from '../../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaConsumerClient } from '../../../src/kafka/librdkafka/consumer.js';
import { silentLog } from '../native-clients.js';

/** Closes consumers whose first assignment, or a revocation, waits to be taken. */
const [strategy = '', rounds = ''] = process.argv.slice(2);
/** In milliseconds: enough for a member to join a group, or to hear that another one wants to. */
const EVENT_MS = 150;

const kafka = new MockCluster(1, silentLog);
await kafka.createTopic('t', 4, 1);
const cell = new Int32Array(new SharedArrayBuffer(4));

/** Events come meanwhile, and nobody takes them. */
const block = (): unknown => Atomics.wait(cell, 0, 0, EVENT_MS);

function join(group: string): { consumer: LibrdkafkaConsumerClient; assigned: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const consumer = new LibrdkafkaConsumerClient(
    {
      'bootstrap.servers': kafka.bootstrapServers,
      'group.id': group,
      'partition.assignment.strategy': strategy,
      'heartbeat.interval.ms': '20',
    },
    silentLog,
    { onReadable() {}, onAssigned: () => resolve(), onRevoked() {}, onError() {} },
    10_000,
  );
  consumer.subscribe(['t']);
  return { consumer, assigned: promise };
}

for (let i = 0; i < Number(rounds); i++) {
  const joining = join(`assigned-${i}`);
  block();
  await joining.consumer.close();
  // Who gives up nothing before it joins again can only leave when all have joined.
  if (strategy !== 'range') continue;
  const member = join(`revoked-${i}`);
  await member.assigned;
  const other = join(`revoked-${i}`);
  block();
  await member.consumer.close();
  await other.consumer.close();
}
await kafka.close();
process.stdout.write('closed');
