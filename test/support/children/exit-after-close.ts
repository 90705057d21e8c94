import { EmbeddedAdminClient } from '../../../src/kafka/embedded/embedded-admin.js';
import { EmbeddedKafka } from '../../../src/kafka/embedded/embedded-kafka.js';
import { AdminHandles } from '../../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from '../native-clients.js';

/** Uses every handle of an admin client, closes it, asks again, and does not call process.exit. */
const kafka = EmbeddedKafka.start(silentLog);
const properties = { 'bootstrap.servers': kafka.bootstrapServers };
const handles = new AdminHandles(properties, 10_000, silentLog);
const admin = new EmbeddedAdminClient(kafka, handles, properties, silentLog);
await admin.createTopics([{ name: 't', partitions: 1, replicationFactor: 1 }]);
await admin.listTopics();
await admin.listOffsets([{ topic: 't', partition: 0 }], 'latest');
await admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }]);
const unanswered = kafka.cluster.down().then(() => admin.describeCluster());
const rejected = unanswered.catch((error: unknown) => error);
await kafka.cluster.up();
// What comes next would need new ones.
handles.leaders.renew();
handles.coordinators.renew();
await admin.close();
await rejected;
await Promise.allSettled([
  admin.listTopics(),
  admin.listOffsets([{ topic: 't', partition: 0 }], 'latest'),
  admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }]),
]);
await kafka.close();
process.on('exit', () => process.stdout.write('exit'));
