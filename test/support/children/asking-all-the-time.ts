import { LibrdkafkaAdminClient } from '../../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from '../native-clients.js';

/** Asks without a pause, until everything was answered, then something was not, and everything is again. */
const [bootstrapServers = ''] = process.argv.slice(2);
const topic = 'restart';
const partitions = [{ topic, partition: 0 }];
const GROUPS = 10;

const admin = new LibrdkafkaAdminClient(new AdminHandles({ 'bootstrap.servers': bootstrapServers }, 1500, silentLog));
await admin.createTopics([{ name: topic, partitions: 1, replicationFactor: 1 }]);

async function allAnswered(): Promise<boolean> {
  const results = await Promise.allSettled([
    admin.describeCluster(),
    admin.listTopics(),
    admin.describeTopics([topic, 'no-such-topic']),
    admin.describeTopicConfigs(topic),
    admin.describeBrokerConfig('auto.create.topics.enable'),
    admin.listOffsets(partitions, 'latest'),
    ...Array.from({ length: GROUPS }, (_, i) => admin.listGroupOffsets(`group-${i}`, partitions)),
  ]);
  return results.every(({ status }) => status === 'fulfilled');
}

while (!(await allAnswered()));
process.stdout.write('answered');
while (await allAnswered());
process.stdout.write(', unanswered');
while (!(await allAnswered()));
process.stdout.write(', answered again');
await admin.close();
