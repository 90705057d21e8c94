import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PeerSignature } from '../../src/peers/peer-signature.js';
import { send } from '../support/consumer-http.js';
import { eventually } from '../support/consumer-service.js';
import { expectEnvelope } from '../support/expect-response.js';
import { peerAddresses, PEER_KEY, Replicas } from '../support/replicas.js';

const V2 = 'application/vnd.kafka.v2+json';
const UUID = '0b9b1f4e-1f5c-4a55-9d6a-6f0f2f1f9a10';
/** An instance that the replica "other" made. */
const PATH = `/consumers/g/instances/rest-consumer-other-${UUID}`;
const signatures = new PeerSignature(PEER_KEY);

/** So that a silent replica is given up soon: 5 s of margin stay. */
const QUICK = { consumers: { requestTimeoutMaxMs: 50, joinTimeoutMs: 0 }, kafka: { requestTimeoutMs: 50 } };

let replicas: Replicas | null = null;
let other: Server | null = null;
const sockets = new Set<Socket>();

afterEach(async () => {
  await replicas?.close();
  sockets.forEach((socket) => socket.destroy());
  if (other) await once(other.close(), 'close');
  replicas = other = null;
});

/** Starts one replica that knows another one, called "other". Resolves to its URL. */
async function start(url: string): Promise<string> {
  replicas = await Replicas.start(1, () => QUICK, [{ id: 'other', url }]);
  return replicas.urls[0] ?? '';
}

/** Plays the other replica. */
async function play(server: Server): Promise<string> {
  other = server.on(
    'connection',
    (socket: Socket) => void sockets.add(socket.on('close', () => sockets.delete(socket))),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** Announcements apart, which are not what a test is about. */
const playHttp = (listener: RequestListener): Promise<string> =>
  play(
    createHttpServer((req, res) => {
      if (req.url?.startsWith('/peers/')) res.writeHead(204).end();
      else listener(req, res);
    }),
  );

async function expectUnavailable(url: string): Promise<void> {
  const answer = await fetch(url + PATH, { method: 'DELETE', headers: { Accept: V2 } });
  expect(answer.headers.get('retry-after')).toBe('1');
  expect([answer.headers.get('content-type'), answer.headers.get('x-kafka-rest-proof')]).toEqual([V2, null]);
  expect(await expectEnvelope(answer, 503)).toMatch(/^The replica .* try again\.$/);
}

/** The handler of this replica says so, which has no such instance either. */
async function expectGone(url: string): Promise<void> {
  const answer = await fetch(url + PATH, { method: 'DELETE', headers: { Accept: V2 } });
  await expectEnvelope(answer, 404, 40403);
}

/** Plays the other replica, which tells this one about itself. */
async function say(path: string): Promise<void> {
  const base = 'http://127.0.0.1:1';
  const signature = signatures.sign({ method: 'POST', path, to: 'r0', base });
  const headers = {
    'X-Kafka-Rest-Hop': '1',
    'X-Kafka-Rest-To': 'r0',
    'X-Kafka-Rest-Base': base,
    'X-Kafka-Rest-Signature': signature,
  };
  expect(await send('POST', `${replicas?.list[0]?.url}${path}`, undefined, headers)).toMatchObject({ status: 204 });
}

/** How many requests were passed on, by what became of them. */
async function forwarded(): Promise<Record<string, number>> {
  const text = await (await fetch(`${replicas?.urls[0]}/metrics`)).text();
  const found = text.matchAll(/^kafka_rest_forwarded_requests_total\{outcome="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...found].map(([, outcome = '', count]) => [outcome, Number(count)] as const));
}

const proofOf = (headers: NodeJS.Dict<string | string[]>): string =>
  signatures.proof(String(headers['x-kafka-rest-signature']));

describe('another replica', () => {
  it('where nobody listens any more has ended with its instances', async () => {
    const [free] = await peerAddresses(1);
    await expectGone(await start(free?.url ?? ''));
    expect(await forwarded()).toEqual({ gone: 1 });
  });

  it('that ends under a request has ended with its instances, whatever became of the request', async () => {
    const server: Server = createServer((socket) =>
      socket.once('data', (data) => {
        if (String(data).startsWith('DELETE ')) server.close();
        socket.destroy();
      }),
    );
    await expectGone(await play(server));
    expect(await forwarded()).toEqual({ gone: 1 });
    other = null;
  });

  it('that cannot be reached is told by 503 soon', async () => {
    // For documentation: no route leads there.
    await expectUnavailable(await start('http://[2001:db8::1]:8083'));
    expect(await forwarded()).toEqual({ unreachable: 1 });
  });

  it('that cannot be reached since it said that it ends has ended, until it says that it is back', async () => {
    const url = await start('http://[2001:db8::1]:8083');
    await say('/peers/other/ended');
    await expectGone(url);
    await say('/peers/other/started');
    await expectUnavailable(url);
    expect(await forwarded()).toEqual({ gone: 1, unreachable: 1 });
  });

  it('tells when it starts and when it ends', async () => {
    const told: string[] = [];
    const server = createHttpServer(({ method, url }, res) => {
      told.push(`${method} ${url}`);
      res.writeHead(204).end();
    });
    await play(server);
    await eventually(() => told.length === 1);
    await replicas?.close();
    expect(told).toEqual(['POST /peers/r0/started', 'POST /peers/r0/ended']);
    replicas = null;
  });

  it('that never answers is given up when its answer is overdue', async () => {
    const url = await play(createServer((socket) => socket.resume()));
    const from = performance.now();
    await expectUnavailable(url);
    expect(performance.now() - from).toBeGreaterThan(4_500);
  });

  it.each([
    ['garbage', (socket: Socket) => socket.write('\u0000\u0001 this is no HTTP\r\n\r\n')],
    ['half a head', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ['nothing', (socket: Socket) => socket.destroy()],
    [
      'two lengths',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx'),
    ],
  ])('that answers %s is told by 503', async (_, answer) => {
    await expectUnavailable(
      await play(createServer((socket) => socket.on('error', () => undefined).once('data', () => void answer(socket)))),
    );
  });

  it.each<[string, RequestListener]>([
    ['does not know the key', (_, res) => res.end('[{"key":null,"value":"a lie"}]')],
    [
      'has another key',
      ({ headers }, res) =>
        res
          .setHeader(
            'x-kafka-rest-proof',
            new PeerSignature('another secret here').proof(String(headers['x-kafka-rest-signature'])),
          )
          .end('{}'),
    ],
    ['refuses', (_, res) => res.writeHead(403).end('{"error_code":40301,"message":"whatever"}')],
  ])('that %s is not believed, and said in the log', async (_, listener) => {
    const url = await playHttp(listener);
    await expectUnavailable(url);
    expect(replicas?.apps[0]?.log.of('error')).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ peer: 'other' }) }),
    ]);
    expect(JSON.stringify(replicas?.apps[0]?.log.of('error'))).not.toContain(PEER_KEY);
    expect(await forwarded()).toEqual({ refused: 1 });
  });

  it('that breaks off in the middle breaks the answer off, instead of pretending that it is whole', async () => {
    const url = await playHttp(({ headers }, res) => {
      res.writeHead(200, { 'x-kafka-rest-proof': proofOf(headers), 'Content-Type': V2, 'Content-Length': 100 });
      res.write('[{"key":', () => res.destroy());
    });
    await expect(fetch(`${url}${PATH}/records`).then((response) => response.text())).rejects.toThrow();
    expect(await forwarded()).toEqual({ broken: 1 });
    // Nothing of it stays in the way.
    expect((await fetch(url)).status).toBe(200);
  });

  it('gets what the client sent and nothing of what belongs to the connection or is forged', async () => {
    let seen: Record<string, unknown> = {};
    let body = '';
    const url = await playHttp((req, res) => {
      seen = { ...req.headers, url: req.url, method: req.method };
      req.on('data', (chunk) => (body += String(chunk)));
      req.on('end', () =>
        res.writeHead(200, { 'x-kafka-rest-proof': proofOf(req.headers), 'Content-Type': V2 }).end('[]'),
      );
    });
    const forged = {
      'X-Kafka-Rest-Hop': '1',
      'X-Kafka-Rest-To': 'nobody',
      'X-Kafka-Rest-Base': 'http://evil.example',
      'X-Kafka-Rest-Signature': `${Date.now()}.00`,
      'X-Kafka-Rest-Else': 'x',
    };
    const headers = {
      ...forged,
      Connection: 'close, X-Mine',
      'X-Mine': '1',
      TE: 'trailers',
      'X-Other': '2',
      'X-Request-Id': 'id.1',
    };
    const answer = await send('POST', `${url}${PATH}/offsets?a=%2F&a=b`, { offsets: [] }, headers);
    expect(answer).toMatchObject({ status: 200, type: V2, text: '[]' });
    expect(body).toBe('{"offsets":[]}');
    expect(await forwarded()).toEqual({ answered: 1 });
    expect(seen).toMatchObject({
      url: `${PATH}/offsets?a=%2F&a=b`,
      method: 'POST',
      'content-type': V2,
      'content-length': '14',
      'x-other': '2',
      'x-request-id': 'id.1',
      'x-kafka-rest-hop': '1',
      'x-kafka-rest-to': 'other',
      'x-kafka-rest-base': url,
    });
    for (const name of ['x-mine', 'te', 'x-kafka-rest-else']) expect(seen).not.toHaveProperty(name);
  });

  it('is sent no body that is too large', async () => {
    let asked = 0;
    const url = await playHttp((_, res) => void res.end(String(asked++)));
    const answer = await send('POST', `${url}${PATH}/offsets`, `"${'x'.repeat(11 * 1024 * 1024)}"`);
    expect([answer.status, asked]).toEqual([413, 0]);
  });

  it('whose address is a port for clients is asked once, and not on and on', async () => {
    const [one, two] = await peerAddresses(2);
    const listeners = [{ protocol: 'http' as const, host: '127.0.0.1', port: Number(new URL(one?.url ?? '').port) }];
    // Its clients' port stands in its list in place of two replicas, so that each leads to itself.
    const lies = [
      { id: 'other', url: one?.url ?? '' },
      { id: 'more', url: two?.url ?? '' },
    ];
    replicas = await Replicas.start(1, () => ({ ...QUICK, http: { listeners } }), lies);
    await expectUnavailable(one?.url ?? '');
    expect(replicas.apps[0]?.log.of('warn').length).toBeLessThan(3);
  });
});
