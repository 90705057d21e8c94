import { afterEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { logLevel } from '../../src/logging/log-level.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';

const LISTENERS = [{ protocol: 'http' as const, host: '127.0.0.1', port: 0 }];

describe('the management port', () => {
  let app: TestApp;
  let url: string;

  async function start(readiness: 'startup' | 'strict' | 'off' = 'strict'): Promise<void> {
    app = await createTestApp({ settings: { management: { listeners: LISTENERS, readiness } } });
    [url = ''] = await app.gateway.listenForManagement();
  }

  afterEach(() => app.close());

  const statusOf = async (path: string, init?: RequestInit): Promise<number> => (await fetch(url + path, init)).status;

  function loseKafka(): void {
    app.admin.failWith('describeCluster', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
  }

  it('answers probes, people and Prometheus', async () => {
    await start();
    for (const path of ['/livez', '/readyz', '/startupz', '/healthz', '/metrics', '/livez/', '/readyz?verbose']) {
      expect([path, await statusOf(path)]).toEqual([path, 200]);
    }
    expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await statusOf('/livez', { method: 'HEAD' })).toBe(200);
  });

  it('serves nothing of the API, and the API no metrics', async () => {
    await start();
    expect(await statusOf('/topics')).toBe(404);
    const refused = await fetch(`${url}/metrics`, { method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await refused.json()).toMatchObject({ error_code: 405 });
    expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
  });

  it('changes the level of the log while the gateway runs', async () => {
    await start();
    const before = ((await (await fetch(`${url}/loglevel`)).json()) as { level: string }).level;
    const put = async (body: string): Promise<[number, unknown]> => {
      const response = await fetch(`${url}/loglevel`, { method: 'PUT', body });
      return [response.status, await response.json()];
    };
    try {
      expect(await put('{"level":"trace"}')).toEqual([200, { level: 'trace' }]);
      expect(logLevel.includes('debug')).toBe(true);
      expect(await put('silent')).toEqual([200, { level: 'silent' }]);
      expect(logLevel.includes('fatal')).toBe(false);
      expect(await put('loud')).toMatchObject([400, { error_code: 400 }]);
      expect(await put('x'.repeat(5000))).toMatchObject([405, { error_code: 405 }]);
    } finally {
      await put(before);
    }
  });

  it('stays until the end of a shutdown, and says that the gateway is not ready', async () => {
    await start();
    app.drain.begin();
    expect([await statusOf('/livez'), await statusOf('/readyz')]).toEqual([200, 503]);
  });

  it.each([
    ['strict', 503, 503],
    ['startup', 503, 200],
    ['off', 200, 200],
  ] as const)('counts Kafka for readiness as told: %s', async (readiness, before, after) => {
    await start(readiness);
    loseKafka();
    expect(await statusOf('/readyz')).toBe(before);
    expect(await statusOf('/livez')).toBe(200);
    await app.close();
    await start(readiness);
    expect(await statusOf('/readyz')).toBe(200);
    loseKafka();
    // What is known of Kafka stands for two seconds.
    const until = performance.now() + 60_000;
    while ((await statusOf('/healthz')) !== 503 && performance.now() < until);
    expect(await statusOf('/readyz')).toBe(after);
  });
});
