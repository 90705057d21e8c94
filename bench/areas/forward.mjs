import { randomUUID } from 'node:crypto';
import { freePort, startGateway, untilKnown } from '../machine/gateway.mjs';
import { load } from '../machine/loader.mjs';

const WARMUP = 300;
const RECORDS_PER_REQUEST = 100;

/**
 * Reads and commits of one consumer instance, in turn at the replica that has it and at another one that passes them on.
 *
 * @returns {Promise<{ runs: { samples: number, owner: object, other: object }[] }>} one run per round
 */
export async function measureForward(bench) {
  const samples = bench.extent === 'quick' ? 200 : 2000;
  const list = [];
  for (const id of ['a', 'b']) list.push({ id, url: `http://127.0.0.1:${await freePort()}` });
  const gateways = [];
  const key = randomUUID();
  try {
    for (const { id, url } of list) {
      gateways.push(
        await startGateway(bench, `gateway-forward-${id}`, {
          KAFKA_REST_ID: id,
          KAFKA_REST_PEERS: list.map((peer) => `${peer.id}=${peer.url}`).join(','),
          KAFKA_REST_PEERS_LISTENER: url,
          KAFKA_REST_PEERS_KEY: key,
        }),
      );
    }
    const runs = [];
    for (let round = 0; round < bench.rounds; round++) {
      const run = await readInTurn(bench, gateways, list, samples);
      bench.progress(`forward: read ${run.owner.readMs.p50.toFixed(2)} and ${run.other.readMs.p50.toFixed(2)} ms`);
      runs.push(run);
    }
    return { runs };
  } finally {
    for (const gateway of gateways) await gateway.stop();
  }
}

async function readInTurn(bench, [owner, other], list, samples) {
  const topic = await bench.topics.create(1);
  await untilKnown(owner, topic);
  const requests = Math.ceil((2 * (samples + WARMUP)) / RECORDS_PER_REQUEST);
  await load('produce', owner, { topic, partitions: 1, records: RECORDS_PER_REQUEST, connections: 1, requests });
  const result = await load('forward', owner, {
    topic,
    group: await groupOf(list),
    other: `127.0.0.1:${other.port}`,
    samples,
    'warmup-samples': WARMUP,
  });
  await bench.topics.remove(topic);
  return result;
}

/** A group whose instance "load" belongs to the first of the replicas. */
async function groupOf(list) {
  const { ownerOf } = await import('../../dist/peers/owner.js');
  for (;;) {
    const group = randomUUID();
    if (ownerOf(group, 'load', list) === list[0]) return group;
  }
}
