// The benchmark: measures the built gateway beside its ceilings, prints Markdown tables and keeps them in bench/results.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { measureConsume } from './areas/consume.mjs';
import { measureForward } from './areas/forward.mjs';
import { measureIdle } from './areas/idle.mjs';
import { measureMemory } from './areas/memory.mjs';
import { measureProduce } from './areas/produce.mjs';
import { measureSchemas } from './areas/schemas.mjs';
import { measureStreams } from './areas/streams.mjs';
import { measureWaiting } from './areas/waiting.mjs';
import { requireBuild } from './machine/gateway.mjs';
import { startKafka, warmUpKafka } from './machine/kafka.mjs';
import { buildLoader } from './machine/loader.mjs';
import { cores } from './machine/pinning.mjs';
import { Topics } from './machine/topics.mjs';
import { readOptions, USAGE } from './options.mjs';
import { consumeReport } from './report/consume.mjs';
import { forwardReport } from './report/forward.mjs';
import { idleReport } from './report/idle.mjs';
import { machineReport } from './report/machine.mjs';
import { marksReport } from './report/marks.mjs';
import { memoryReport } from './report/memory.mjs';
import { produceReport } from './report/produce.mjs';
import { quote } from './report/quote.mjs';
import { schemasReport } from './report/schemas.mjs';
import { streamsReport } from './report/streams.mjs';
import { waitingReport } from './report/waiting.mjs';

const RESULTS = join(import.meta.dirname, 'results');

const AREA = {
  produce: { measure: measureProduce, report: produceReport },
  consume: { measure: measureConsume, report: consumeReport },
  schemas: { measure: measureSchemas, report: schemasReport },
  streams: { measure: measureStreams, report: streamsReport },
  waiting: { measure: measureWaiting, report: waitingReport },
  forward: { measure: measureForward, report: forwardReport },
  idle: { measure: measureIdle, report: idleReport },
  memory: { measure: measureMemory, report: memoryReport },
};

async function measure(options, startedAt) {
  if (process.platform !== 'linux') throw new Error('CPU time and memory are read from /proc: this needs Linux.');
  requireBuild();
  buildLoader();
  if (cores.warning !== null) console.error(cores.warning);
  const stamp = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  const logs = join(RESULTS, `${stamp}-logs`);
  mkdirSync(RESULTS, { recursive: true });
  const kafka = await startKafka(options.bootstrap, logs);
  const topics = await Topics.connect(kafka.bootstrap);
  const bench = {
    topics,
    logs,
    bootstrap: kafka.bootstrap,
    extent: options.extent,
    rounds: options.extent === 'quick' ? 1 : 3,
    progress: (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`),
  };
  const measured = {};
  try {
    if (kafka.own) await warmUpKafka(bench);
    for (const area of options.areas) {
      measured[area] = await AREA[area].measure(bench);
      // After each area: what is measured is kept when a later one fails.
      writeFileSync(join(RESULTS, `${stamp}.json`), `${JSON.stringify(measured, null, 1)}\n`);
    }
  } finally {
    await topics.close();
    await kafka.stop();
  }
  const paragraphs = [
    ...machineReport({ extent: options.extent, ownKafka: kafka.own, startedAt }),
    ...marksReport(measured),
    ...options.areas.flatMap((area) => AREA[area].report(measured[area])),
  ];
  const file = join(RESULTS, `${stamp}.md`);
  writeFileSync(file, `${paragraphs.join('\n\n')}\n`);
  if (options.quote) quote(paragraphs);
  console.log(paragraphs.join('\n\n'));
  console.error(`\nkept in ${relative(process.cwd(), file)}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else await measure(options, new Date());
  process.exitCode = 0;
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
