import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { untilShown } from '../support/scraped-metrics.js';

interface Health {
  status: string;
  info: Record<string, { status: string }>;
  error: Record<string, { status: string; message?: string }>;
  details: Record<string, Record<string, unknown>>;
}

describe('health', () => {
  let app: TestApp;

  // One application each: the state of Kafka is remembered for two seconds.
  beforeEach(async () => {
    app = await createTestApp();
  });

  afterEach(async () => {
    await app.close();
  });

  async function get(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Health; headers: Headers }> {
    const response = await fetch(app.url + path, { headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Health };
  }

  function loseKafka(): void {
    app.admin.failWith('describeCluster', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
  }

  it('is ready when Kafka answers', async () => {
    const { status, body } = await get('/health/ready');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      info: { kafka: { status: 'up' }, gateway: { status: 'up' } },
      error: {},
    });
  });

  it('is not ready when Kafka is down, and says why', async () => {
    loseKafka();
    const { status, body } = await get('/health/ready');
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'error',
      error: { kafka: { status: 'down', message: 'No broker can be reached.' } },
    });
    expect(body).not.toHaveProperty('error_code');
  });

  it('lives when Kafka is down, without asking it', async () => {
    loseKafka();
    expect(await get('/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(app.admin.callsOf('describeCluster')).toBe(0);
  });

  it('is alive but not ready while it drains', async () => {
    app.drain.begin();
    expect(await get('/health/ready')).toMatchObject({ status: 503, body: { error: { gateway: { status: 'down' } } } });
    expect((await get('/health/live')).status).toBe(200);
  });

  it('asks Kafka once however many probes come', async () => {
    const release = app.admin.hold('describeCluster');
    const probes = Array.from({ length: 20 }, () => get('/health/ready'));
    // The one that looks is in flight too.
    await untilShown(app.url, { http_requests_in_flight: 21 });
    release();
    await Promise.all(probes);
    expect(app.admin.callsOf('describeCluster')).toBe(1);
  });

  it('tells cluster, brokers, version, uptime and memory', async () => {
    const { status, body } = await get('/health');
    expect(status).toBe(200);
    expect(body.details).toMatchObject({
      kafka: { cluster_id: 'fake-cluster', brokers_count: 1 },
      process: {
        version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
        uptime_seconds: expect.any(Number) as unknown,
      },
      memory: { rss_bytes: expect.any(Number) as unknown },
    });
  });

  it('tells the rest even when Kafka is down', async () => {
    loseKafka();
    const { status, body } = await get('/health');
    expect(status).toBe(503);
    expect(body.details).toMatchObject({
      kafka: { status: 'down' },
      process: { status: 'up' },
      memory: { status: 'up' },
    });
  });

  it.each(['/health', '/health/live', '/health/ready'])(
    'answers %s as JSON that nobody stores, whatever a prober accepts',
    async (path) => {
      const { status, headers } = await get(path, { accept: 'text/plain' });
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('answers HEAD probes', async () => {
    expect((await fetch(`${app.url}/health/ready`, { method: 'HEAD' })).status).toBe(200);
    loseKafka();
    expect((await fetch(`${app.url}/health/live`, { method: 'HEAD' })).status).toBe(200);
  });
});
