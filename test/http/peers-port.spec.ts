import { afterEach, describe, expect, it } from '@jest/globals';
import { PeerSignature } from '../../src/peers/peer-signature.js';
import { type Answer, send } from '../support/consumer-http.js';
import { expectEnvelope } from '../support/expect-response.js';
import { PEER_KEY, Replicas } from '../support/replicas.js';

const signatures = new PeerSignature(PEER_KEY);

let replicas: Replicas | null = null;

afterEach(async () => {
  await replicas?.close();
  replicas = null;
});

describe('the port for replicas', () => {
  const path = '/consumers/g/instances/none/records';
  const hop = { method: 'GET', path, to: 'r0', base: 'http://kafka.example' };

  async function ask(signature: string, change: Record<string, string> = {}): Promise<Response> {
    replicas = await Replicas.start(1);
    const headers = {
      'X-Kafka-Rest-Hop': '1',
      'X-Kafka-Rest-To': 'r0',
      'X-Kafka-Rest-Base': hop.base,
      'X-Kafka-Rest-Signature': signature,
      ...change,
    };
    return fetch(`${replicas.list[0]?.url}${path}`, { headers });
  }

  it('answers what another replica signed, and proves who answers', async () => {
    const signature = signatures.sign(hop);
    const answer = await ask(signature);
    expect(answer.headers.get('x-kafka-rest-proof')).toBe(signatures.proof(signature));
    await expectEnvelope(answer, 404, 40403);
  });

  it.each<[string, () => string, Record<string, string>?]>([
    ['without a signature', () => ''],
    ['with a made-up signature', () => `${Date.now()}.${'0'.repeat(64)}`],
    ['with another key', () => new PeerSignature('another secret here').sign(hop)],
    ['for another path', () => signatures.sign({ ...hop, path: '/consumers/g' })],
    ['for another method', () => signatures.sign({ ...hop, method: 'DELETE' })],
    ['for another replica', () => signatures.sign({ ...hop, to: 'r1' }), { 'X-Kafka-Rest-To': 'r1' }],
    ['with another base', () => signatures.sign(hop), { 'X-Kafka-Rest-Base': 'http://evil.example' }],
    ['signed long ago', () => signatures.sign(hop, Date.now() - 61_000)],
    ['signed far ahead', () => signatures.sign(hop, Date.now() + 65_000)],
    ['without the mark of a hop', () => signatures.sign(hop), { 'X-Kafka-Rest-Hop': '2' }],
  ])('refuses what comes %s', async (_, signature, change = {}) => {
    const answer = await ask(signature(), change);
    expect(answer.headers.get('x-kafka-rest-proof')).toBeNull();
    await expectEnvelope(answer, 403, 40301);
  });

  it('refuses clients, whatever they want', async () => {
    replicas = await Replicas.start(1);
    const answers: Promise<Answer>[] = ['/docs', '/topics', '/livez', '/v3/clusters'].map((each) =>
      send('GET', `${replicas?.list[0]?.url}${each}`),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});
