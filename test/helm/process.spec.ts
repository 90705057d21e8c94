import { rootCertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../scripts/kafka/ports.js';
import { Certificates } from '../support/certificates.js';
import { askSecurely } from '../support/https-client.js';
import { chartFile, type KubernetesObject, objects, type Values } from './chart.js';
import { type Existing, PodProcess, runTestPod } from './pod-process.js';

const [CA = ''] = rootCertificates;
const EXISTING: Existing = {
  'kafka-user': { username: 'alice', password: 's3cret\n' },
  'kafka-ca': { 'ca.crt': CA },
  registry: { 'user-info': 'rest:s3cret' },
  'kafka-rest-peers': { key: '0123456789s3cret\n' },
};
const V2 = { 'Content-Type': 'application/vnd.kafka.v2+json' };

describe('the gateway as the manifest says', () => {
  let all: KubernetesObject[];
  let pod: PodProcess;
  let http: number;
  let management: number;
  /** Certificates of the gateway, of a client, and another one. */
  const certificates = new Certificates();
  const secrets: Existing = {};

  beforeAll(() => {
    for (const name of ['gateway', 'client', 'other']) certificates.make(name);
    const key = certificates.text('gateway.key');
    secrets['rest-tls'] = { 'tls.crt': certificates.text('gateway.crt'), 'tls.key': key, password: 'none' };
    secrets['clients'] = { 'ca.crt': certificates.text('client.crt') };
  });
  afterAll(() => certificates.remove());

  async function render(name: string, more: Values = {}): Promise<void> {
    const values = chartFile<Values>(`ci/${name}-values.yaml`);
    all = await objects({ ...values, ...more, containerPorts: { http, management } });
    pod = new PodProcess(all, { ...EXISTING, ...secrets });
  }

  beforeEach(async () => {
    [http = 0, management = 0] = await freePorts(2);
  });
  afterEach(() => pod.dispose());

  it('starts, satisfies its probes, serves, passes helm test and ends within its grace period', async () => {
    await render('embedded');
    await pod.start();
    expect(await pod.probe('startupProbe')).toBe(200);
    expect(await pod.probe('livenessProbe')).toBe(200);
    const until = performance.now() + 60_000;
    while ((await pod.probe('readinessProbe')) !== 200) expect(performance.now()).toBeLessThan(until);

    const metrics = await (await fetch(`${pod.url('management')}/metrics`)).text();
    expect(metrics).toContain('kafka_rest_http_requests_in_flight');
    expect((await fetch(`${pod.url('http')}/metrics`)).status).toBe(404);
    expect(await runTestPod(all, pod.url('http'))).toEqual({ code: 0, output: expect.stringContaining('"kafka"') });

    const { code, ms } = await pod.stop();
    expect(code).toBe(0);
    // It waits for load balancers first.
    expect(ms).toBeGreaterThan(2000);
  });

  it.each([
    ['StatefulSet', () => 'http://release-kafka-rest-0.release-kafka-rest-headless.kafka.svc.cluster.local'],
    ['Deployment', () => 'http://127.0.0.1'],
  ])('of a %s tells clients the address of its own pod', async (kind, host) => {
    await render('embedded', { kind });
    await pod.start();
    const created = await fetch(`${pod.url('http')}/consumers/group`, {
      method: 'POST',
      headers: V2,
      body: '{"format":"json"}',
    });
    const instance = (await created.json()) as { instance_id: string; base_uri: string };
    expect(instance.instance_id).toContain('release-kafka-rest-0');
    expect(instance.base_uri).toBe(`${host()}:${http}/consumers/group/instances/${instance.instance_id}`);
  });

  it('speaks https with the certificate of the secret to clients that show one; probes need none', async () => {
    await render('https', { config: { 'embedded.kafka': true } });
    await pod.start();
    expect(await pod.probe('livenessProbe')).toBe(200);
    const url = pod.url('https');
    const [ca, cert, key] = ['gateway.crt', 'client.crt', 'client.key'].map((name) => certificates.text(name));
    expect(await askSecurely(`${url}/topics`, { ca, cert, key })).toMatchObject({ status: 200, server: 'gateway' });
    await expect(askSecurely(`${url}/topics`, { ca })).rejects.toThrow(/certificate required|ECONNRESET/);
    const asks = { code: 0, output: expect.stringContaining('asks for the certificate of its client') };
    expect(await runTestPod(all, url, certificates.path('gateway.crt'))).toEqual(asks);
    const { code, output } = await runTestPod(all, url, certificates.path('other.crt'));
    expect([code, output]).toEqual([1, expect.stringContaining('not that of the secret')]);
  });

  it('passes helm test by https where clients need no certificate', async () => {
    const tls = { enabled: true, secret: 'rest-tls' };
    await render('embedded', { tls });
    await pod.start();
    const until = performance.now() + 60_000;
    while ((await pod.probe('readinessProbe')) !== 200) expect(performance.now()).toBeLessThan(until);
    const { code, output } = await runTestPod(all, pod.url('https'), certificates.path('gateway.crt'));
    expect([code, output]).toEqual([0, expect.stringContaining('"kafka"')]);
  });

  it('reads config, credentials and its name where the chart puts them', async () => {
    await render('credentials');
    const { code, output } = await pod.runWith('--print-config');
    expect([code, output]).toEqual([0, expect.any(String)]);
    const sections = output.split('\n\n');
    const of = (variable: string): string =>
      sections.filter((text) => text.startsWith(`# environment KAFKA_REST_${variable}\n`)).join('\n');
    expect(of('ID')).toContain('id=release-kafka-rest-0');
    expect(of('CLIENT_SASL_USERNAME_FILE')).toContain('sasl.username=alice');
    expect(of('CLIENT_SASL_PASSWORD_FILE')).toContain('sasl.password=[hidden]');
    expect(of('CLIENT_SSL_CA_LOCATION')).toContain('/etc/kafka-rest/credentials/client.ssl.ca.location');
    expect(of('SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE')).toContain('=[hidden]');
    expect(output).toContain('request.body.max.bytes=20971520');
    expect(output).toContain('shutdown.graceful.ms=30500');
    expect(output).not.toContain('s3cret');
  });

  it.each([
    ['StatefulSet', 'release-kafka-rest-0', '_peers._tcp.release-kafka-rest-headless.kafka.svc.cluster.local'],
    ['Deployment', '127.0.0.1', 'release-kafka-rest-headless.kafka.svc.cluster.local'],
  ])('of a %s is a peer by the name that DNS has of it', async (kind, id, dns) => {
    await render('peers', { kind });
    const { code, output } = await pod.runWith('--print-config');
    expect([output, code]).toEqual([expect.not.stringContaining('warning'), 0]);
    expect(output).toContain(`\nid=${id}\n`);
    expect(output).toContain(`\npeers.dns=${dns}\n`);
    expect(output).toMatch(/^peers\.listener=http:\/\/0\.0\.0\.0:\d+$/m);
    expect(output).toContain('# environment KAFKA_REST_PEERS_KEY_FILE\npeers.key=[hidden]\n');
    expect(output).not.toContain('s3cret');
  });

  it('lives, and is not ready, while Kafka is out of reach', async () => {
    await render('credentials');
    await pod.start();
    expect(await pod.probe('startupProbe')).toBe(200);
    expect(await pod.probe('readinessProbe')).toBe(503);
    expect(await pod.probe('livenessProbe')).toBe(200);
    expect(await runTestPod(all, pod.url('http'))).toMatchObject({ code: 1, output: expect.stringMatching(/^503 /) });
  });

  it('fails helm test when nobody answers', async () => {
    await render('embedded');
    const { code, output } = await runTestPod(all, pod.url('http'));
    expect([code, output]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
  });
});
