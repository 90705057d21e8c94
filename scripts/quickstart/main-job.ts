import { randomBytes } from 'node:crypto';
import { send, sendExpecting } from './http-exchange.ts';

const TOPIC = 'quickstart';
const V2 = 'application/vnd.kafka.v2+json';
const V2_JSON = 'application/vnd.kafka.json.v2+json';
const READ_LIMIT_MS = 60_000;

/**
 * What the gateway is for: produces three JSON records and reads them back with a consumer of their own, through HTTP only.
 * Rejects with the first thing that went wrong.
 *
 * @param gateway base URL without a trailing slash
 */
export async function mainJob(gateway: string): Promise<void> {
  // On a cluster that lasts, the topic keeps the records of earlier runs.
  const run = randomBytes(4).toString('hex');
  await produce(gateway, run);

  console.log('\n# Create a consumer in a group of its own');
  const created = await sendExpecting(200, {
    method: 'POST',
    url: `${gateway}/consumers/quickstart-${run}`,
    headers: { 'Content-Type': V2 },
    body: { name: 'me', format: 'json', 'auto.offset.reset': 'earliest' },
  });
  const { base_uri: consumer } = JSON.parse(created.text) as { base_uri: string };

  console.log('\n# Subscribe it to the topic');
  await sendExpecting(204, {
    method: 'POST',
    url: `${consumer}/subscription`,
    headers: { 'Content-Type': V2 },
    body: { topics: [TOPIC] },
  });
  await readBack(consumer, run);

  console.log('\n# Delete the consumer: it leaves its group');
  await sendExpecting(204, { method: 'DELETE', url: consumer, headers: { Accept: V2 } });
}

async function produce(gateway: string, run: string): Promise<void> {
  console.log('\n# Produce three records');
  const answer = await sendExpecting(200, {
    method: 'POST',
    url: `${gateway}/topics/${TOPIC}`,
    headers: { 'Content-Type': V2_JSON, Accept: V2 },
    body: { records: [1, 2, 3].map((number) => ({ value: { run, number } })) },
  });
  const { offsets } = JSON.parse(answer.text) as { offsets: { offset: number | null }[] };
  if (offsets.length !== 3 || !offsets.every(({ offset }) => typeof offset === 'number')) {
    throw new Error('Not every record has an offset.');
  }
}

async function readBack(consumer: string, run: string): Promise<void> {
  console.log('\n# Read the records');
  const missing = new Set([1, 2, 3]);
  const deadline = performance.now() + READ_LIMIT_MS;
  while (missing.size > 0) {
    if (performance.now() > deadline) throw new Error(`Records did not come back: ${[...missing].join(', ')}.`);
    const { status, text } = await send({ method: 'GET', url: `${consumer}/records`, headers: { Accept: V2_JSON } });
    if (status !== 200) throw new Error(`The records could not be read: ${status}.`);
    for (const { value } of JSON.parse(text) as { value: { run?: string; number?: number } | null }[]) {
      if (value?.run === run && value.number !== undefined) missing.delete(value.number);
    }
  }
}
