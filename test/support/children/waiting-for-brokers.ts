import { MockCluster } from '../../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaAdminClient } from '../../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from '../native-clients.js';

/**
 * Requests of several admin clients wait for brokers that answered before and are gone. Tells how much of a core the process
 * needs for that, in percent. Whether a client runs into the fault is a matter of chance: one of them will.
 */
const WAIT_MS = 8_000;
const TIMEOUT_MS = 4_000;
const CLIENTS = 4;

const kafka = new MockCluster(1, silentLog);
await kafka.createTopic('t', 1, 1);
const properties = { 'bootstrap.servers': kafka.bootstrapServers, 'reconnect.backoff.max.ms': '2000' };
const admins = Array.from(
  { length: CLIENTS },
  () => new LibrdkafkaAdminClient(new AdminHandles(properties, TIMEOUT_MS, silentLog)),
);
const ask = (): Promise<PromiseSettledResult<unknown>[]> =>
  Promise.allSettled(admins.map((admin) => admin.describeTopics(['t'])));
const answered = (results: readonly PromiseSettledResult<unknown>[]): boolean =>
  results.every(({ status }) => status === 'fulfilled');

while (!answered(await ask()));
await kafka.down();
const begun = performance.now();
const before = process.cpuUsage();
while (performance.now() - begun < WAIT_MS) if (answered(await ask())) throw new Error('answered by nobody');
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${Math.round((user + system) / 10 / (performance.now() - begun))} percent`);
await Promise.all(admins.map((admin) => admin.close()));
await kafka.close();
