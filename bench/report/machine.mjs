import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus, release, totalmem } from 'node:os';
import { cores } from '../machine/pinning.mjs';

/** What the figures were measured on and with. */
export function machineReport({ extent, ownKafka, startedAt }) {
  const rdkafka = createRequire(import.meta.url)('node-rdkafka');
  const go = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim();
  const pinned =
    cores.server === null
      ? cores.warning
      : `Server on core ${cores.server}, load generator and Kafka on core ${cores.rest}.`;
  return [
    `# Benchmark of ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 1e9)} GB, Linux ${release()}; ` +
      `Node ${process.version}, librdkafka ${rdkafka.librdkafkaVersion}, ${go}; ` +
      `Kafka: ${ownKafka ? 'Apache Kafka started by the benchmark' : 'a cluster given by the user'}. ` +
      `${pinned} Values of 100 bytes, every answer checked. Extent: ${extent}.`,
  ];
}
