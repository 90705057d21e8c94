import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PeerSignature } from '../../src/peers/peer-signature.js';
import { send } from '../support/consumer-http.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import { PEER_KEY, Replicas } from '../support/replicas.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const PATH = '/consumers/g/instances/rest-consumer-other-0b9b1f4e-1f5c-4a55-9d6a-6f0f2f1f9a10/assignments';

describe('a request that another replica answers', () => {
  let collector: OtlpReceiver;
  let replicas: Replicas | null;
  let other: Server;
  let seen: IncomingHttpHeaders;

  beforeEach(async () => {
    collector = await OtlpReceiver.start();
    const signatures = new PeerSignature(PEER_KEY);
    other = createServer((req, res) => {
      if (req.method === 'GET') seen = req.headers;
      const proof = signatures.proof(String(req.headers['x-kafka-rest-signature']));
      res.writeHead(200, { 'x-kafka-rest-proof': proof, 'Content-Type': 'application/vnd.kafka.v2+json' });
      res.end('{"partitions":[]}');
    });
    await once(other.listen(0, '127.0.0.1'), 'listening');
  });

  afterEach(async () => {
    await replicas?.close();
    other.closeAllConnections();
    await once(other.close(), 'close');
    await collector.close();
  });

  async function ask(tracing: boolean): Promise<void> {
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    replicas = await Replicas.start(1, () => ({ observed: { tracing } }), [{ id: 'other', url }]);
    const headers = { traceparent: PARENT, tracestate: 'vendor=a', baggage: 'k=v', 'X-Request-Id': 'passed-on' };
    expect(await send('GET', `${replicas.urls[0]}${PATH}`, undefined, headers)).toMatchObject({ status: 200 });
    await replicas.close();
    replicas = null;
  }

  it('is part of the span of the one that the client reached', async () => {
    await ask(true);
    const { spanId, traceId, parentSpanId } = collector.spanOf('passed-on');
    expect([traceId, parentSpanId]).toEqual([TRACE, 'b7ad6b7169203331']);
    const { traceparent, tracestate, baggage } = seen;
    expect({ traceparent, tracestate, baggage }).toEqual({
      traceparent: `00-${TRACE}-${spanId}-01`,
      tracestate: 'vendor=a',
      baggage: 'k=v',
    });
  });

  it('is part of the trace of the client where that one is not traced', async () => {
    await ask(false);
    expect(seen).toMatchObject({ traceparent: PARENT, tracestate: 'vendor=a', baggage: 'k=v' });
  });
});
