import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/consumer-service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { header } from '../support/expect-response.js';
import { ProvokingController, ProvokingRawController } from '../support/provoking.controller.js';
import { RawConnection } from '../support/raw-http.js';
import { RecordStream } from '../support/record-stream.js';

describe('shutdown', () => {
  let app: TestApp;
  let raw: ProvokingRawController;

  async function open(http: { shutdownDrainMs?: number; shutdownTimeoutMs?: number } = {}): Promise<void> {
    app = await createTestApp({ settings: { http }, controllers: [ProvokingController, ProvokingRawController] });
    raw = app.gateway.nest.get(ProvokingRawController);
  }

  beforeEach(() => open());

  afterEach(async () => {
    await app.close();
    RawConnection.destroyAll();
  });

  it('answers requests in flight, telling clients to go, before it is done', async () => {
    const connection = await RawConnection.open(app.port);
    connection.request('GET', '/raw/wait');
    await raw.arrival();
    let done = false;
    const closed = app.close().then(() => (done = true));
    await refused(app.port);
    expect(done).toBe(false);
    raw.waiting.shift()?.();
    const response = await connection.response();
    expect([response.text, header(response, 'connection')]).toEqual(['{"waited":true}', 'close']);
    await connection.ended();
    await closed;
  });

  it('is not held up by connections that are idle, or were never used', async () => {
    const idle = await RawConnection.open(app.port);
    await idle.request('GET', '/provoke/text').response();
    const unused = await RawConnection.open(app.port);
    await app.close();
    await idle.ended();
    await unused.ended();
  });

  it('still serves while load balancers find out', async () => {
    await app.close();
    await open({ shutdownDrainMs: 300 });
    const closed = app.close();
    const response = await fetch(`${app.url}/provoke/text`);
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(503);
    await closed;
    await refused(app.port);
  });

  it('tells waits inside requests to end when listeners close', async () => {
    expect(app.drain.closing.aborted).toBe(false);
    await app.close();
    expect(app.drain.closing.aborted).toBe(true);
  });

  it('cuts off what does not end in time', async () => {
    await app.close();
    await open({ shutdownTimeoutMs: 100 });
    const connection = await RawConnection.open(app.port);
    connection.request('GET', '/raw/wait');
    await raw.arrival();
    await app.close();
    await connection.ended();
  });

  it('says what it cut off', async () => {
    await app.close();
    expect(app.gateway.abandoned).toEqual([]);
    await open({ shutdownTimeoutMs: 100 });
    const connection = await RawConnection.open(app.port);
    connection.request('GET', '/raw/wait', ['X-Request-Id: slow']);
    await raw.arrival();
    expect(app.gateway.leftovers).toMatchObject({ phase: 'serving', requests: [{ requestId: 'slow', method: 'GET' }] });
    await app.close();
    expect(app.gateway.abandoned).toMatchObject([{ requestId: 'slow', route: '/raw/wait' }]);
    expect(app.log.of('warn')).toMatchObject([{ fields: { requestId: 'slow', method: 'GET', route: '/raw/wait' } }]);
  });

  it('is not held up by a connection whose last answer began before anybody knew that it is the last', async () => {
    app.admin.addTopic('t', 1);
    const agent = new Agent({ keepAlive: true });
    const url = `${app.url}/v3/clusters/fake-cluster/topics/t/records`;
    const stream = new RecordStream(url, { 'Content-Type': 'application/json' }, agent);
    const record = '{"value":{"type":"JSON","data":1}}';
    await stream.send(record);
    await stream.received(1);
    const release = app.producer.hold();
    stream.end(record);
    await eventually(() => app.producer.records('t').length > 1);
    const closed = app.close();
    await refused(app.port);
    release();
    expect(await stream.ended()).toHaveLength(2);
    await closed;
    agent.destroy();
  });

  it('closes Kafka clients last', async () => {
    const connection = await RawConnection.open(app.port);
    connection.request('GET', '/raw/wait');
    await raw.arrival();
    const closed = app.close();
    await refused(app.port);
    expect(app.admin.closed).toBe(false);
    raw.waiting.shift()?.();
    await closed;
    expect(app.admin.closed).toBe(true);
  });

  it('is one, however often it is asked for', async () => {
    await Promise.all([app.close(), app.close()]);
    await app.close();
  });
});

describe('listening', () => {
  afterEach(() => RawConnection.destroyAll());

  it('happens at all configured addresses', async () => {
    const listeners = [1, 2].map(() => ({ protocol: 'http' as const, host: '127.0.0.1', port: 0 }));
    const app = await createTestApp({ settings: { http: { listeners } }, controllers: [ProvokingController] });
    expect(app.urls).toHaveLength(2);
    for (const url of app.urls) expect((await fetch(`${url}/provoke/text`)).status).toBe(200);
    await app.close();
  });

  it('fails with the address when somebody else has it', async () => {
    const first = await createTestApp();
    const listeners = [{ protocol: 'http' as const, host: '127.0.0.1', port: first.port }];
    await expect(createTestApp({ settings: { http: { listeners } } })).rejects.toThrow(`127.0.0.1:${first.port}`);
    await first.close();
  });
});

/** Resolves when nobody listens at the port any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    try {
      (await RawConnection.open(port)).destroy();
    } catch {
      return;
    }
  }
}
