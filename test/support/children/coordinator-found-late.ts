import { MockCluster } from '../../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaAdminClient } from '../../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from '../native-clients.js';

/** Requests to group coordinators are given up before the coordinators are found, which happens later; many times over. */
const ROUNDS = 5;
const REQUESTS = 10;
const TIMEOUT_MS = 200;

const kafka = new MockCluster(1, silentLog);
await kafka.createTopic('t', 1, 1);
const admin = new LibrdkafkaAdminClient(
  new AdminHandles({ 'bootstrap.servers': kafka.bootstrapServers }, TIMEOUT_MS, silentLog),
);

/** How many were answered. */
async function ask(): Promise<number> {
  const request = (group: number): Promise<unknown> =>
    admin.listGroupOffsets(`group-${group}`, [{ topic: 't', partition: 0 }]);
  const results = await Promise.allSettled(Array.from({ length: REQUESTS }, (_, i) => request(i)));
  return results.filter(({ status }) => status === 'fulfilled').length;
}

for (let round = 0; round < ROUNDS; round++) {
  await kafka.down();
  await ask();
  await kafka.up();
  // One answer is in time, the three that an offset needs are not.
  await kafka.delayAnswers(TIMEOUT_MS * 0.7);
  await ask();
  await ask();
  await kafka.delayAnswers(0);
}
while ((await ask()) < REQUESTS);
process.stdout.write('all answered at last');
await admin.close();
await kafka.close();
