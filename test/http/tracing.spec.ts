import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { eventually } from '../support/consumer-service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import { RecordStream } from '../support/record-stream.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const V1_JSON = 'application/vnd.kafka.json.v1+json';
const V2_JSON = 'application/vnd.kafka.json.v2+json';
const DRAFT = 'application/vnd.schemaregistry.v1+json';
const RECORDS = '/v3/clusters/fake-cluster/topics/t/records';
const V3_RECORD = '{"value":{"type":"JSON","data":1}}';

/** Milliseconds that an exporter takes for all its attempts together. */
const TIMEOUT = 'OTEL_EXPORTER_OTLP_TIMEOUT';

const SERVER = 2;
const ERROR = 2;

describe('tracing', () => {
  let collector: OtlpReceiver;
  let app: TestApp;
  let open = false;

  beforeEach(async () => {
    collector = await OtlpReceiver.start();
    app = await createTestApp({ settings: { observed: { tracing: true }, http: { trustedProxies: ['127.0.0.1'] } } });
    app.admin.addTopic('t', 1);
    open = true;
  });

  afterEach(async () => {
    await shutDown();
    await collector.close();
  });

  /** Spans arrive at the latest when the gateway ends. */
  async function shutDown(): Promise<void> {
    if (open) await app.close();
    open = false;
  }

  const get = (path: string, headers: Record<string, string>): Promise<Response> => fetch(app.url + path, { headers });

  async function post(path: string, type: string, body: string, id: string, headers = {}): Promise<void> {
    const sent = { 'content-type': type, 'x-request-id': id, ...headers };
    const response = await fetch(app.url + path, { method: 'POST', headers: sent, body });
    expect([await response.text(), response.status < 300]).toEqual([expect.any(String), true]);
  }

  const headersOf = (index: number): Record<string, string | undefined> =>
    Object.fromEntries(app.producer.records('t')[index]!.headers.map(({ name, value }) => [name, value?.toString()]));

  it('makes each request a part of the trace that its headers name', async () => {
    app.admin.addTopic('orders', 1);
    const response = await get('/topics/orders?api_key=planted', {
      'x-request-id': 'r1',
      'user-agent': 'spec/1',
      'x-forwarded-for': '203.0.113.9',
      traceparent: PARENT,
      tracestate: 'vendor=a',
    });
    expect(response.status).toBe(200);
    await shutDown();
    const span = collector.spanOf('r1');
    expect(span).toMatchObject({
      name: 'GET /topics/:topic',
      kind: SERVER,
      traceId: TRACE,
      parentSpanId: 'b7ad6b7169203331',
      traceState: 'vendor=a',
      service: 'kafka-rest-gateway',
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/topics/:topic',
        'http.response.status_code': 200,
        'url.path': '/topics/orders',
        'url.scheme': 'http',
        'server.address': '127.0.0.1',
        'server.port': app.port,
        'client.address': '203.0.113.9',
        'network.protocol.version': '1.1',
        'user_agent.original': 'spec/1',
      },
    });
    expect(span.status.code ?? 0).toBe(0);
    expect(JSON.stringify(collector.spans)).not.toContain('planted');
    expect([...collector.paths]).toEqual(['/v1/traces']);
  });

  it('begins a trace where nobody else did, and tells mistakes of clients from failures', async () => {
    app.admin.addTopic('orders', 1);
    await get('/topics/nowhere', { 'x-request-id': 'unknown' });
    await get('/no/such/route', { 'x-request-id': 'unrouted', traceparent: 'nonsense' });
    app.admin.failWith('listTopics', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    await get('/topics', { 'x-request-id': 'failed' });
    await shutDown();
    const [unknown, unrouted, failed] = ['unknown', 'unrouted', 'failed'].map((id) => collector.spanOf(id));
    expect(unknown?.attributes['http.response.status_code']).toBe(404);
    expect(unknown?.status.code ?? 0).toBe(0);
    expect([unrouted?.name, unrouted?.attributes['http.route']]).toEqual(['GET', undefined]);
    expect(failed).toMatchObject({ status: { code: ERROR }, attributes: { 'error.type': '503' } });
    const spans = [unknown, unrouted, failed];
    expect(new Set(spans.map((span) => span?.traceId)).size).toBe(3);
    expect(spans.map((span) => span?.parentSpanId ?? '')).toEqual(['', '', '']);
  });

  it('marks requests whose client did not wait for the answer', async () => {
    const release = app.producer.hold();
    const gone = new AbortController();
    const headers = { 'content-type': V2_JSON, 'x-request-id': 'gone' };
    const body = '{"records":[{"value":1}]}';
    const request = fetch(`${app.url}/topics/t`, { method: 'POST', headers, body, signal: gone.signal });
    await eventually(() => app.producer.sends.length > 0);
    gone.abort();
    await expect(request).rejects.toThrow();
    await eventually(() => app.log.lines.some(({ message }) => message === 'request'));
    release();
    await shutDown();
    expect(collector.spanOf('gone')).toMatchObject({
      status: { code: ERROR },
      attributes: { 'error.type': 'aborted' },
    });
  });

  it.each([
    ['v2', '/topics/t', V2_JSON, '{"records":[{"value":1},{"value":2}]}'],
    ['v1', '/topics/t', V1_JSON, '{"records":[{"value":1},{"value":2}]}'],
    ['draft', '/topics/t', DRAFT, '[{"value":"AQ=="},{"value":"Ag=="}]'],
    ['v3', RECORDS, 'application/json', V3_RECORD + V3_RECORD],
    [
      'v3 in a batch',
      `${RECORDS}:batch`,
      'application/json',
      '{"entries":[{"id":"a","value":{"type":"JSON","data":1}},{"id":"b","value":{"type":"JSON","data":2}}]}',
    ],
  ])('goes on in the headers of records: %s', async (_dialect, path, type, body) => {
    await post(path, type, body, 'produced', { traceparent: PARENT, tracestate: 'vendor=a' });
    const [first, second] = [headersOf(0), headersOf(1)];
    await shutDown();
    const { spanId } = collector.spanOf('produced');
    expect(first).toEqual({ traceparent: `00-${TRACE}-${spanId}-01`, tracestate: 'vendor=a' });
    expect(second).toEqual(first);
  });

  it('leaves the context that a record brings along, and its other headers', async () => {
    const own = Buffer.from(PARENT).toString('base64');
    const body = `{"records":[
      {"value":1,"headers":[{"name":"traceparent","value":"${own}"}]},
      {"value":2,"headers":[{"name":"a","value":"AQ=="}]},
      {"value":3}]}`;
    await post('/topics/t', V2_JSON, body, 'mixed');
    const ours = expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    expect([0, 1, 2].map(headersOf)).toEqual([
      { traceparent: PARENT },
      { a: '\x01', traceparent: ours },
      { traceparent: ours },
    ]);
  });

  it('follows a stream that is not over', async () => {
    const stream = new RecordStream(app.url + RECORDS, { 'Content-Type': 'application/json', traceparent: PARENT });
    await stream.send(V3_RECORD);
    await eventually(() => app.producer.records('t').length > 0);
    expect(headersOf(0)['traceparent']).toMatch(new RegExp(`^00-${TRACE}-`));
    stream.end();
    await stream.ended();
  });

  it('is found again in the log, by the id of the trace', async () => {
    await get('/topics/nowhere', { 'x-request-id': 'logged', traceparent: PARENT });
    await shutDown();
    const lines = app.log.lines.filter(({ fields }) => fields['requestId'] === 'logged');
    expect(lines.map(({ message }) => message).sort()).toEqual(['request', 'request refused']);
    expect(lines.map(({ fields }) => fields['traceId'])).toEqual([TRACE, TRACE]);
  });
});

describe('tracing at its edges', () => {
  it('adds nothing to records and log lines when it is off', async () => {
    const app = await createTestApp();
    app.admin.addTopic('t', 1);
    const headers = { 'content-type': V2_JSON, traceparent: PARENT };
    await fetch(`${app.url}/topics/t`, { method: 'POST', headers, body: '{"records":[{"value":1}]}' });
    expect(app.producer.records('t')[0]?.headers).toEqual([]);
    await app.close();
    expect(app.log.lines.filter(({ message }) => message === 'request')).not.toEqual([]);
    expect(JSON.stringify(app.log.lines)).not.toContain('traceId');
  });

  it('does not keep a shutdown waiting for a collector that is silent', async () => {
    const collector = await OtlpReceiver.start(false);
    try {
      const app = await createTestApp({ settings: { observed: { tracing: true } } });
      await fetch(`${app.url}/topics`);
      await app.close();
      expect(app.log.of('warn')).toEqual([
        { level: 'warn', message: expect.stringContaining('could not be sent in time'), fields: { waitedMs: 2_000 } },
      ]);
    } finally {
      await collector.close();
    }
  });

  it('serves although there is no collector, and says so in the log', async () => {
    // Else an exporter goes on trying after the end of the test.
    process.env[TIMEOUT] = '100';
    const collector = await OtlpReceiver.start();
    const app = await createTestApp({ settings: { observed: { tracing: true } } });
    await collector.close();
    delete process.env[TIMEOUT];
    expect((await fetch(`${app.url}/topics`)).status).toBe(200);
    await app.close();
    expect(app.log.of('error')).toEqual([]);
    expect(app.log.of('warn')).not.toEqual([]);
  });
});
