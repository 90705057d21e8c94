import { LibrdkafkaAdminClient } from '../../src/kafka/librdkafka/admin.js';
import { AdminHandles } from '../../src/kafka/librdkafka/admin-handles.js';
import { silentLog } from './native-clients.js';

/**
 * Resolves when the leaders of a new topic know that they lead. Before that the first records to a partition may be refused and
 * those behind them taken: whoever sends through the bare client has to look first, as the service does (ADR 34).
 */
export async function untilLed(
  properties: Readonly<Record<string, string>>,
  topic: string,
  count: number,
): Promise<void> {
  const admin = new LibrdkafkaAdminClient(new AdminHandles(properties, 10_000, silentLog));
  const partitions = Array.from({ length: count }, (_, partition) => ({ topic, partition }));
  try {
    while ((await admin.listOffsets(partitions, 'latest')).some(({ error }) => error));
  } finally {
    await admin.close();
  }
}
