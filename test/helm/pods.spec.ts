import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CASES, type KubernetesObject, objects, only, ROOT } from './chart.js';
import { type Labels, type Pod, podOf, selects, workloadOf } from './pod.js';

interface Service {
  metadata: { name: string; labels: Labels };
  spec: { type?: string; selector: Labels; ports: { name: string; port: number; targetPort: string }[] };
}

const KAFKA = { 'bootstrap.servers': 'kafka:9092' };
const ofKind = <T>(all: KubernetesObject[], kind: string): T[] =>
  all.filter((one) => one.kind === kind) as unknown as T[];

describe.each(CASES)('with the values %s', (name) => {
  let all: KubernetesObject[];
  beforeAll(async () => {
    all = await objects(name);
  });

  it('every pod may do nothing that it need not', () => {
    const pods: Pod[] = [podOf(all), ...ofKind<{ spec: Pod }>(all, 'Pod').map(({ spec }) => spec)];
    expect(pods).toHaveLength(2);
    for (const pod of pods) {
      expect(pod.enableServiceLinks).toBe(false);
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      const [container] = pod.containers;
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources.limits.memory).toBeDefined();
    }
  });

  it('services, budgets and policies find the pods of the gateway and no others', () => {
    const { selector, template } = workloadOf(all).spec;
    const test = only(all, 'Pod').metadata.labels;
    const policies = [...ofKind(all, 'PodDisruptionBudget'), ...ofKind(all, 'NetworkPolicy')] as {
      spec: { selector?: { matchLabels: Labels }; podSelector?: { matchLabels: Labels } };
    }[];
    const selectors = [
      selector.matchLabels,
      ...ofKind<Service>(all, 'Service').map(({ spec }) => spec.selector),
      ...policies.map(({ spec }) => (spec.selector ?? spec.podSelector)?.matchLabels ?? {}),
      ...(template.spec.topologySpreadConstraints ?? []).map(({ labelSelector }) => labelSelector.matchLabels),
    ];
    for (const one of selectors) {
      expect([one, selects(one, template.metadata.labels), selects(one, test)]).toEqual([one, true, false]);
    }
  });

  it('ports of services and probes are those of the container', () => {
    const [container] = podOf(all).containers;
    const ports = new Set(container.ports.map((port) => port.name));
    const { startupProbe, livenessProbe, readinessProbe } = container;
    const used = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.port);
    const services = ofKind<Service>(all, 'Service');
    used.push(...services.flatMap(({ spec }) => spec.ports.map(({ targetPort }) => targetPort)));
    expect(used.filter((port) => !ports.has(port))).toEqual([]);
  });

  it('the management port is never in the service for clients', () => {
    const [front, ...rest] = ofKind<Service>(all, 'Service').filter(
      ({ metadata }) => !metadata.name.endsWith('-headless'),
    );
    expect(rest).toEqual([]);
    expect(front?.spec.ports.map((port) => port.name)).toEqual([name === 'https' ? 'https' : 'http']);
  });

  it('volumes are folders that the kubelet can replace', () => {
    const [{ volumeMounts }] = podOf(all).containers;
    const ours = volumeMounts.filter(({ mountPath }) => mountPath.startsWith('/etc/kafka-rest'));
    expect(ours.length).toBeGreaterThan(0);
    for (const mount of ours) expect([mount.subPath, mount.readOnly]).toEqual([undefined, true]);
  });
});

describe('the pod', () => {
  it('runs the command of the image as its user', async () => {
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const { securityContext, containers } = podOf(await objects({ config: KAFKA }));
    expect(dockerfile).toContain(`CMD ${JSON.stringify(containers[0].command).replace(',', ', ')}`);
    expect(dockerfile).toContain(`USER ${securityContext.runAsUser}:`);
  });

  it('is replaced when its config changes, and only then', async () => {
    const sum = async (config: object): Promise<string | undefined> =>
      workloadOf(await objects({ config: { ...KAFKA, ...config } })).spec.template.metadata.annotations[
        'checksum/config'
      ];
    const before = await sum({});
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await sum({ 'log.level': 'debug' })).not.toBe(before);
    expect(await sum({})).toBe(before);
  });

  it('has each variable once; extraEnv replaces the one of the same name where it stands', async () => {
    const extraEnv = [
      { name: 'LATER', value: '$(KAFKA_REST_ID)' },
      { name: 'KAFKA_REST_ID', value: 'first' },
      { name: 'KAFKA_REST_ID', value: 'last' },
    ];
    const [{ env }] = podOf(await objects({ config: KAFKA, extraEnv })).containers;
    expect(env.map(({ name }) => name)).toEqual([
      'KAFKA_REST_ID',
      'POD_NAME',
      'KAFKA_REST_ADVERTISED_LISTENERS',
      'LATER',
    ]);
    expect(env[0]).toEqual({ name: 'KAFKA_REST_ID', value: 'last' });
  });

  it.each([
    ['StatefulSet', {}, /^http:\/\/\$\(POD_NAME\)\.release-kafka-rest-headless\.kafka\.svc\.cluster\.local:8082$/],
    ['Deployment', {}, /^http:\/\/\$\(POD_IP\):8082$/],
    ['Deployment', { listenAddress: '[::]' }, /^http:\/\/\[\$\(POD_IP\)\]:8082$/],
    [
      'StatefulSet',
      { tls: { enabled: true, secret: 's' } },
      /^https:\/\/\$\(POD_NAME\)\.release-kafka-rest-headless\.kafka\.svc\.cluster\.local:8082$/,
    ],
    ['StatefulSet', { advertise: 'request' }, /^$/],
    ['StatefulSet', { peers: { enabled: true, secret: 's' } }, /^$/],
    ['StatefulSet', { config: { ...KAFKA, 'advertised.listeners': 'https://rest.example.com' } }, /^$/],
  ])('of a %s with %j tells clients where it is', async (kind, values, url) => {
    const [{ env }] = podOf(await objects({ config: KAFKA, kind, ...values })).containers;
    expect(env.find(({ name }) => name === 'KAFKA_REST_ADVERTISED_LISTENERS')?.value ?? '').toMatch(url);
  });

  it('has a name in DNS by the headless service', async () => {
    const all = await objects({ config: KAFKA });
    const service = only<Service>(all, 'Service', '-headless');
    expect(workloadOf(all).spec.serviceName).toBe(service.metadata.name);
  });

  it('is counted by the autoscaler alone where there is one', async () => {
    const all = await objects('deployment');
    expect(workloadOf(all).spec.replicas).toBeUndefined();
    const { scaleTargetRef } = only<{ spec: { scaleTargetRef: object } }>(all, 'HorizontalPodAutoscaler').spec;
    const { kind, metadata } = workloadOf(all);
    expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind, name: metadata.name });
  });

  it('is scraped once, by the headless service', async () => {
    const all = await objects('gateway-api');
    const { spec } = only<{ spec: { selector: { matchLabels: Labels }; endpoints: { port: string }[] } }>(
      all,
      'ServiceMonitor',
    );
    const found = ofKind<Service>(all, 'Service').filter((one) =>
      selects(spec.selector.matchLabels, one.metadata.labels),
    );
    expect(found.map(({ metadata }) => metadata.name)).toEqual(['release-kafka-rest-headless']);
    expect(found[0]?.spec.ports.map((port) => port.name)).toContain(spec.endpoints[0]?.port);
  });

  it('has a name that Kubernetes takes, however long the release', async () => {
    const all = await objects({ config: KAFKA, fullnameOverride: `${'a'.repeat(51)}-${'b'.repeat(100)}` });
    const { metadata } = workloadOf(all);
    expect(metadata.name).toBe('a'.repeat(51));
  });
});
