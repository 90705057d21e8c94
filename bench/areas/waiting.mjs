import { randomUUID } from 'node:crypto';
import { contestantCommand, startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';
import { cores } from '../machine/pinning.mjs';
import { memoryOf } from '../machine/proc.mjs';
import { runForJson } from '../machine/processes.mjs';

const PARTITIONS = 4;

export const GATEWAY_ASSIGNED = 'gateway, assigned';
export const GATEWAY_SUBSCRIBED = 'gateway, subscribed';
export const RDKAFKA_FLOWING = 'node-rdkafka alone, flowing';

/**
 * From a produce request to the arrival of its record at a reader that waits.
 *
 * @returns {Promise<{ results: Record<string, object>, peakMb: number }>}
 */
export async function measureWaiting(bench) {
  const samples = bench.extent === 'quick' ? 100 : 500;
  const gateway = await startGateway(bench, 'gateway-waiting');
  try {
    const byGateway = async (subscribe) => {
      const topic = await bench.topics.create(PARTITIONS);
      await untilKnown(gateway, topic);
      const flags = { topic, group: randomUUID(), partitions: PARTITIONS, samples, subscribe };
      return load('wait', gateway, flags);
    };
    const byRdkafka = async () => {
      const topic = await bench.topics.create(PARTITIONS);
      const command = contestantCommand('rdkafka-waiting', { topic, partitions: PARTITIONS, samples });
      const env = { KAFKA_REST_BOOTSTRAP_SERVERS: bench.bootstrap };
      return runForJson(cores.server, process.execPath, command, { env });
    };
    const results = {};
    for (const [name, run] of [
      [GATEWAY_ASSIGNED, () => byGateway(false)],
      [GATEWAY_SUBSCRIBED, () => byGateway(true)],
      [RDKAFKA_FLOWING, byRdkafka],
    ]) {
      results[name] = await run();
      bench.progress(`waiting reader, ${name}: median ${results[name].fromSendMs.p50.toFixed(2)} ms`);
    }
    return { results, peakMb: memoryOf(gateway.pid).peakMb };
  } finally {
    await gateway.stop();
  }
}
