import { describe, expect, it } from '@jest/globals';
import { HELMS, notes, template, type Values } from './chart.js';

const KAFKA = { 'bootstrap.servers': 'kafka:9092' };
const SECRET = { secret: 'kafka-user', key: 'password' };

/** What is refused, with a part of the reason. */
const REFUSED: readonly [string, Values, RegExp][] = [
  ['a typo', { config: KAFKA, replicaCounts: 3 }, /replicaCounts/],
  ['a typo further down', { config: KAFKA, service: { prot: 80 } }, /prot/],
  ['a typo in a list', { config: KAFKA, extraEnv: [{ nmae: 'X', value: '1' }] }, /nmae/],
  ['a number as text', { config: KAFKA, replicaCount: '2' }, /replicaCount/],
  ['an unknown kind', { config: KAFKA, kind: 'DaemonSet' }, /kind/],
  ['a privileged port', { config: KAFKA, containerPorts: { http: 80 } }, /containerPorts/],
  ['the same port twice', { config: KAFKA, containerPorts: { http: 8081 } }, /must differ/],
  ['no Kafka', {}, /Say where Kafka is/],
  [
    'a setting that the chart decides',
    { config: { ...KAFKA, listeners: 'http://0.0.0.0:1' } },
    /use containerPorts\.http/,
  ],
  ['a setting whose name is none', { config: { ...KAFKA, 'x=y\nz': 'a' } }, /config/],
  ['a drain from a secret', { config: KAFKA, credentials: { 'shutdown.drain.ms': SECRET } }, /shutdown\.drain\.ms/],
  ['a setting that is an object', { config: { client: { id: 'x' } } }, /config/],
  ['a credential in config', { config: { ...KAFKA, 'client.sasl.password': 'x' } }, /client\.sasl\.password is a cred/],
  ['a URL with a password', { config: { ...KAFKA, 'schema.registry.url': 'http://u:p@r' } }, /user and a password/],
  [
    'a setting inline and from a secret',
    { config: { ...KAFKA, 'client.sasl.username': 'x' }, credentials: { 'client.sasl.username': SECRET } },
    /client\.sasl\.username is given in config and in credentials/,
  ],
  [
    'a setting from a secret and in extraEnv',
    {
      config: KAFKA,
      credentials: { 'client.sasl.password': SECRET },
      extraEnv: [{ name: 'KAFKA_REST_CLIENT_SASL_PASSWORD', value: 'x' }],
    },
    /client\.sasl\.password is given in credentials and in extraEnv/,
  ],
  ['a credential inline', { config: KAFKA, credentials: { 'client.sasl.password': 'x' } }, /credentials/],
  [
    'a secret without a key',
    { config: KAFKA, credentials: { 'client.sasl.password': { secret: 'x' } } },
    /credentials/,
  ],
  [
    'a password from a ConfigMap',
    { config: KAFKA, credentials: { 'client.sasl.password': { configMap: 'x', key: 'y' } } },
    /use a secret/,
  ],
  ['ports by extraEnv', { config: KAFKA, extraEnv: [{ name: 'KAFKA_REST_LISTENERS', value: 'x' }] }, /containerPorts/],
  [
    'a variable with two values',
    { config: KAFKA, extraEnv: [{ name: 'X', value: 'x', valueFrom: { fieldRef: {} } }] },
    /extraEnv/,
  ],
  ['an Ingress without a host', { config: KAFKA, ingress: { enabled: true } }, /hosts/],
  ['an HTTPRoute without a gateway', { config: KAFKA, httpRoute: { enabled: true } }, /parentRefs/],
  ['peers without a secret', { config: KAFKA, peers: { enabled: true } }, /secret/],
  [
    'peers that have no name and no IPv4 address',
    { config: KAFKA, kind: 'Deployment', listenAddress: '[::]', peers: { enabled: true, secret: 's' } },
    /use the kind StatefulSet/,
  ],
  ['https without a secret', { config: KAFKA, tls: { enabled: true } }, /secret/],
  [
    'certificates of clients that nobody vouches for',
    { config: KAFKA, tls: { enabled: true, secret: 's', clientAuthentication: 'required' } },
    /clientCa/,
  ],
  [
    'certificates of clients without https',
    { config: KAFKA, tls: { clientAuthentication: 'required', clientCa: { configMap: 'c', key: 'ca.crt' } } },
    /need tls\.enabled/,
  ],
  ['a certificate by its setting', { config: { ...KAFKA, 'ssl.certificate.location': '/x' } }, /use tls\.secret/],
  [
    'a certificate from a secret and in extraEnv',
    {
      config: KAFKA,
      tls: { enabled: true, secret: 's' },
      extraEnv: [{ name: 'KAFKA_REST_SSL_KEY_LOCATION', value: '/x' }],
    },
    /ssl\.key\.location is given in tls and in extraEnv/,
  ],
  [
    'an id of its own and peers',
    {
      config: KAFKA,
      peers: { enabled: true, secret: 's' },
      extraEnv: [{ name: 'KAFKA_REST_ID', value: 'x' }],
    },
    /must not have KAFKA_REST_ID with peers/,
  ],
  ['root', { config: KAFKA, podSecurityContext: { runAsUser: 0 } }, /runAsUser/],
  ['limits upside down', { config: KAFKA, autoscaling: { enabled: true, minReplicas: 9 } }, /maxReplicas/],
  [
    'nothing to scale by',
    { config: KAFKA, autoscaling: { enabled: true, targetCPUUtilizationPercentage: null } },
    /something to go by/,
  ],
  ['an alert that does not exist', { config: KAFKA, prometheusRule: { disabled: ['Typo'] } }, /disabled/],
];

describe.each(HELMS)('values for %s', (helm) => {
  it.each(REFUSED)('are refused with %s', async (_, values, reason) => {
    const { code, stdout, stderr } = await template(helm, values);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(reason);
  });

  it('may be given on the command line', async () => {
    const { code, stdout } = await template(helm, {}, '--set', 'config.bootstrap\\.servers=kafka:9092');
    expect([code, stdout]).toEqual([0, expect.stringContaining('    bootstrap.servers=kafka:9092\n')]);
  });
});

describe('the notes', () => {
  it('warn that the embedded Kafka keeps nothing', async () => {
    expect(await notes({ config: { 'embedded.kafka': true } })).toMatch(/WARNING: embedded\.kafka is on/);
    expect(await notes({ config: KAFKA })).not.toContain('WARNING');
  });

  it('name the addresses, and what clients outside cannot reach', async () => {
    const ingress = { enabled: true, hosts: [{ host: 'rest.example.com' }], tls: [{ secretName: 'tls' }] };
    const text = await notes({ config: KAFKA, ingress });
    expect(text).toContain('https://rest.example.com');
    expect(text).toContain('http://release-kafka-rest.kafka.svc.cluster.local:8082');
    expect(text).toMatch(/NOTE: base_uri/);
    const peers = { enabled: true, secret: 's' };
    for (const better of [{ advertise: 'request' }, { peers }]) {
      expect(await notes({ config: KAFKA, ingress, ...better })).not.toContain('NOTE:');
    }
  });

  it('tell how changed credentials are taken', async () => {
    const text = await notes({ config: KAFKA, credentials: { 'client.sasl.password': SECRET } });
    expect(text).toMatch(/takes new ones without a restart/);
    expect(await notes({ config: KAFKA })).not.toContain('restart');
  });

  it('name addresses of https, and who else has to know', async () => {
    const ingress = { enabled: true, hosts: [{ host: 'rest.example.com' }] };
    const text = await notes({ config: KAFKA, ingress, tls: { enabled: true, secret: 'rest-tls' } });
    expect(text).toContain('https://release-kafka-rest.kafka.svc.cluster.local:8082');
    expect(text).toContain('*.release-kafka-rest-headless.kafka.svc.cluster.local');
    expect(text).toContain('backend-protocol: HTTPS');
    expect(await notes({ config: KAFKA, ingress })).not.toMatch(/HTTPS|secret/);
  });
});
