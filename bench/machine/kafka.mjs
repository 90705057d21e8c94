import { join } from 'node:path';
import { contestantCommand } from './gateway.mjs';
import { cores } from './pinning.mjs';
import { runForJson, start } from './processes.mjs';

const PROGRAM = join(import.meta.dirname, 'kafka-process.mjs');

/**
 * An Apache Kafka of our own, on the core of the load generator, unless `bootstrap` names a cluster.
 *
 * @param {string | undefined} bootstrap
 * @returns {Promise<{ bootstrap: string, own: boolean, stop(): Promise<void> }>}
 */
export async function startKafka(bootstrap, logs) {
  if (bootstrap !== undefined) return { bootstrap, own: false, stop: async () => undefined };
  const running = start('kafka', cores.rest, process.execPath, [PROGRAM], { logs });
  const { bootstrapServers } = JSON.parse(await running.firstLine);
  return { bootstrap: bootstrapServers, own: true, stop: running.stop };
}

/** Load for a broker that just started: its code is compiled and its coordinators are loaded when the first one measures. */
export async function warmUpKafka({ bootstrap, topics }) {
  const partitions = 4;
  const topic = await topics.create(partitions);
  const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bootstrap };
  for (const [records, seconds] of [
    [1000, 2],
    [1, 4],
  ]) {
    const flags = { topic, partitions, records, warmup: 0, seconds };
    await runForJson(cores.server, process.execPath, contestantCommand('bridge-alone', flags), { env });
  }
  await topics.remove(topic);
}
