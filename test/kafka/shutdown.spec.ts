import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../scripts/kafka/ports.js';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { HttpConsumer, send } from '../support/consumer-http.js';
import { eventually } from '../support/consumer-service.js';
import { KafkaGateway } from '../support/kafka-gateway.js';
import { uniqueName } from '../support/native-clients.js';
import { RawConnection } from '../support/raw-http.js';
import { RecordStream } from '../support/record-stream.js';
import { ReplicaProcess } from '../support/replica-process.js';
import { peerAddresses } from '../support/replicas.js';

describe('a process that is told to end', () => {
  let kafka: KafkaGateway;
  let topic: string;
  let port: number;
  let management: number;
  let gateway: ReplicaProcess;

  async function start(settings: Record<string, string>): Promise<void> {
    const [own] = await peerAddresses(1);
    [port, management] = (await freePorts(2)) as [number, number];
    gateway = await ReplicaProcess.start(own!, [own!], port, {
      'management.listeners': `http://127.0.0.1:${management}`,
      ...settings,
    });
  }

  const heard = (message: string): Promise<void> =>
    eventually(() => gateway.log.some((line) => line['message'] === message));

  /** A request whose body never ends. */
  async function hang(): Promise<void> {
    const connection = await RawConnection.open(port);
    const headers = ['Content-Type: application/vnd.kafka.json.v2+json', 'Content-Length: 100', 'X-Request-Id: slow'];
    connection.request('POST', `/topics/${topic}`, headers, '{"records":');
    const page = `http://127.0.0.1:${management}/metrics`;
    await eventually(async () => /http_requests_in_flight 1\n/.test(await (await fetch(page)).text()));
  }

  beforeAll(async () => {
    kafka = await KafkaGateway.start();
  });
  afterAll(() => kafka.close());

  beforeEach(async () => {
    topic = uniqueName('shutdown');
    await kafka.createTopic(topic);
  });

  afterEach(async () => {
    RawConnection.destroyAll();
    await gateway.end('SIGKILL');
  });

  it('is not ready at once, serves on for a while, answers what waits, leaves its groups and ends with 0', async () => {
    await start({ 'shutdown.drain.ms': '3000' });
    const { clusterId } = await kafka.get(AdminClient).describeCluster();
    const group = uniqueName('shutdown-group');
    const consumer = await HttpConsumer.create(gateway.url, group, { 'auto.commit.enable': false });
    await consumer.subscribe(topic);
    await kafka.produce(topic, [{ value: '"a"' }]);
    await consumer.readCount(1);
    const waiting = consumer.read('?timeout=30000');
    const stream = new RecordStream(`${gateway.url}/v3/clusters/${clusterId}/topics/${topic}/records`);
    await stream.send('{"value":{"type":"JSON","data":"b"}}');
    await stream.received(1);
    expect(await waiting).toMatchObject([{ value: 'b' }]);
    const next = consumer.read('?timeout=30000');

    const ended = gateway.end('SIGTERM');
    await heard('shutting down');
    expect((await fetch(`http://127.0.0.1:${management}/readyz`)).status).toBe(503);
    const answer = await fetch(`${gateway.url}/topics/${topic}`);
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    await stream.send('{"value":{"type":"JSON","data":"c"}}');
    await stream.received(2);
    expect(await next).toMatchObject([{ value: 'c' }]);
    expect(await consumer.read('?timeout=30000')).toEqual([]);
    expect((await stream.ended()).map(({ error_code }) => error_code)).toEqual([200, 200]);
    expect(stream.status).toBe(200);
    stream.abort();

    expect(await ended).toBe(0);
    expect(gateway.log.at(-1)).toMatchObject({ level: 'info', message: 'shut down', abandoned: 0 });
    const found = await send('GET', `${kafka.url}/v3/clusters/${clusterId}/consumer-groups/${group}`);
    expect(found).toMatchObject({ status: 200, body: { state: 'EMPTY' } });
  });

  it('says which requests it cut off, because they took longer than shutdown.graceful.ms, and ends with 1', async () => {
    await start({ 'shutdown.graceful.ms': '300' });
    await hang();
    expect(await gateway.end('SIGTERM')).toBe(1);
    expect(gateway.log.slice(-2)).toMatchObject([
      { level: 'warn', requestId: 'slow', method: 'POST', route: '/topics/:topic' },
      { level: 'error', message: 'shut down', abandoned: 1 },
    ]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'a second time, by %s, ends at once with 1 and says what it leaves',
    async (signal) => {
      await start({ 'shutdown.drain.ms': '300000' });
      await hang();
      gateway.signal('SIGTERM');
      await heard('shutting down');
      expect(await gateway.end(signal)).toBe(1);
      expect(gateway.log.at(-1)).toMatchObject({
        level: 'fatal',
        signal,
        phase: 'draining',
        requests: [{ requestId: 'slow', method: 'POST', route: '/topics/:topic' }],
      });
    },
  );
});
