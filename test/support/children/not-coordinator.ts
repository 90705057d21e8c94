import { GatewayError } from '../../../src/errors/gateway-error.js';
import { MockCluster } from '../../../src/kafka/embedded/mock-cluster.js';
import { LibrdkafkaAdminClient } from '../../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from '../native-clients.js';

/** Asks for the offsets of a group whose broker answers that it is not the coordinator. */
const OFFSET_FETCH = 9;
const NOT_COORDINATOR = 16;

const kafka = new MockCluster(1, silentLog);
await kafka.createTopic('t', 1, 1);
const admin = new LibrdkafkaAdminClient(
  new AdminHandles({ 'bootstrap.servers': kafka.bootstrapServers }, 10_000, silentLog),
);
kafka.pushErrors(OFFSET_FETCH, NOT_COORDINATOR, NOT_COORDINATOR);
const outcome = await admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }]).catch((error: unknown) => error);
process.stdout.write(outcome instanceof GatewayError ? outcome.code : 'answered');
kafka.clearErrors(OFFSET_FETCH);
const after = await admin.listGroupOffsets('g', [{ topic: 't', partition: 0 }]);
process.stdout.write(`, then ${after.length} commits`);
await admin.close();
await kafka.close();
