import { parseArgs } from 'node:util';

/** Arguments of the contestants that produce without HTTP, as `areas/produce.mjs` passes them. */
export function loopArguments() {
  const { values } = parseArgs({
    options: {
      topic: { type: 'string' },
      partitions: { type: 'string' },
      records: { type: 'string' },
      batches: { type: 'string', default: '16' },
      warmup: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  return {
    topic: values.topic,
    partitions: Number(values.partitions),
    records: Number(values.records),
    batches: Number(values.batches),
    warmupMs: Number(values.warmup) * 1000,
    measureMs: Number(values.seconds) * 1000,
  };
}

/**
 * Keeps `batches` batches in flight through `sendBatch(done)` for warm-up and measuring, then waits for the last ones.
 *
 * @param sendBatch calls `done(partitions, offsets)` with one entry per record, or throws or calls `fail`
 * @returns what the load generator prints too
 */
export function runLoop({ partitions, records, batches, warmupMs, measureMs }, sendBatch) {
  const sums = Array.from({ length: partitions }, () => ({ count: 0, sum: 0 }));
  let measured = 0;
  let measuring = false;
  let stopping = false;
  let inFlight = 0;

  return new Promise((resolve, reject) => {
    let outcome;
    const done = (sentPartitions, sentOffsets) => {
      for (let i = 0; i < records; i++) {
        if (!(sentOffsets[i] >= 0)) return reject(new Error(`record ${i} was not acknowledged`));
        const sum = sums[sentPartitions[i]];
        sum.count++;
        sum.sum += sentOffsets[i];
      }
      inFlight--;
      if (measuring) measured++;
      if (!stopping) next();
      else if (inFlight === 0) resolve(outcome);
    };
    const next = () => {
      inFlight++;
      sendBatch(done, reject);
    };
    setTimeout(() => {
      measuring = true;
      const start = performance.now();
      const cpu = process.cpuUsage();
      setTimeout(() => {
        measuring = false;
        stopping = true;
        const { user, system } = process.cpuUsage(cpu);
        const seconds = (performance.now() - start) / 1000;
        outcome = {
          requests: measured,
          records: measured * records,
          seconds,
          requestsPerSecond: measured / seconds,
          recordsPerSecond: (measured * records) / seconds,
          cpuSeconds: (user + system) / 1e6,
          partitions: sums,
        };
      }, measureMs);
    }, warmupMs);
    for (let i = 0; i < batches; i++) next();
  });
}
