import { AdminOperation } from '../../src/kafka/librdkafka/admin-options.js';
import { LeaderCalls } from '../../src/kafka/librdkafka/admin-leader-calls.js';
import { declare } from '../../src/kafka/librdkafka/library.js';
import { withPartitionList } from '../../src/kafka/librdkafka/topic-partition-list.js';
import { silentLog } from './native-clients.js';

const deleteRecordsNew = declare('DeleteRecords_new', 'pointer', 'pointer');
const deleteRecordsDestroy = declare('DeleteRecords_destroy', 'void', 'pointer');
const submit = declare('DeleteRecords', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');

/** Has Kafka delete the records of partition 0 before an offset, as retention does. */
export async function deleteRecordsBefore(bootstrapServers: string, topic: string, offset: number): Promise<void> {
  const calls = new LeaderCalls({ 'bootstrap.servers': bootstrapServers }, 10_000, silentLog);
  const wanted = withPartitionList([{ topic, partition: 0, offset }], (list) => deleteRecordsNew(list));
  try {
    await calls.run((call) =>
      call({
        operation: AdminOperation.DeleteRecords,
        submit: (handle, options, queue) => submit(handle, BigUint64Array.of(wanted!), 1, options, queue),
        decode: () => true,
      }),
    );
  } finally {
    deleteRecordsDestroy(wanted);
    await calls.close();
  }
}
