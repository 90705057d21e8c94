import { LibrdkafkaAdminClient } from '../../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../../src/kafka/librdkafka/admin-handles.js';
import { listOffsets } from '../../../src/kafka/librdkafka/admin-offsets.js';
import { silentLog } from '../native-clients.js';

/** Looks up offsets, of a topic that does not exist too, while other metadata is asked for: 8 calls at a time. */
const [bootstrapServers = '', topic = '', calls = '0'] = process.argv.slice(2);
const AT_A_TIME = 8;

const TIMEOUT_MS = 20_000;
const handles = new AdminHandles({ 'bootstrap.servers': bootstrapServers }, TIMEOUT_MS, silentLog);
const admin = new LibrdkafkaAdminClient(handles);
const unknown = [{ topic: 'no-such-topic', partition: 0, spec: 'latest' }] as const;
const kinds = [
  () => admin.describeTopics([topic, 'no-such-topic']),
  // Not by the client, which would ask about it again for a second.
  () => handles.leaders.run((call) => call(listOffsets(unknown, TIMEOUT_MS))),
  () => admin.describeTopics([topic]),
  () => admin.listOffsets([{ topic, partition: 0 }], 'latest'),
];

let asked = 0;
let answered = 0;
async function ask(): Promise<void> {
  while (asked < Number(calls)) {
    await kinds[asked++ % kinds.length]!();
    answered++;
  }
}
await Promise.all(Array.from({ length: AT_A_TIME }, ask));
await admin.close();
process.stdout.write(`answered ${answered}`);
