import { describe, expect, it } from '@jest/globals';
import { describeFault, InvalidSettings, resolve, settingsFrom } from './resolve.js';
import { noFindings } from './sources/given.js';

const kafka = { 'bootstrap.servers': 'kafka:9092' };

function resolveAll(given: Record<string, string>) {
  const list = Object.entries(given).map(([name, value], i) => ({ name, value, source: `f:${i + 1}` }));
  const { settings, faults, notes, effective } = resolve({ ...noFindings(), given: list });
  return { settings, faults: faults.map(describeFault), notes: notes.map(({ message }) => message), effective };
}

describe('settings', () => {
  it('have the documented defaults', () => {
    const { http, produce, consumers, kafka: connection, log, observed, id } = settingsFrom(kafka);
    expect({ id, log }).toEqual({ id: '', log: { level: 'info' } });
    expect(observed).toEqual({ accessLog: false, auditLog: true, tracing: false });
    expect(http.listeners).toEqual([{ protocol: 'http', host: '0.0.0.0', port: 8082 }]);
    expect(http.bodyMaxBytes).toBe(10 * 1024 * 1024);
    expect(http.bodyMaxDepth).toBe(64);
    expect(produce).toEqual({
      defaultFormat: 'json',
      recordsMax: 10_000,
      topicsAutoCreate: true,
      keySubjectNameStrategy: 'topic',
      valueSubjectNameStrategy: 'topic',
      nullIsTombstone: true,
    });
    expect(consumers).toEqual({
      requestTimeoutMs: 1000,
      requestTimeoutMaxMs: 60_000,
      joinTimeoutMs: 10_000,
      requestMaxBytes: 67_108_864,
      fetchMinBytes: -1,
      instanceTimeoutMs: 300_000,
      maxInstances: 500,
      autoCommitIntervalMs: 5000,
      onDecodeError: 'report',
    });
    expect(connection).toMatchObject({ bootstrapServers: 'kafka:9092', embedded: false, requestTimeoutMs: 10_000 });
  });

  it('of the gateway win over properties of librdkafka that begin the same', () => {
    const { consumers, kafka: connection } = settingsFrom({
      ...kafka,
      'consumer.request.timeout.ms': '5',
      'consumer.session.timeout.ms': '6000',
    });
    expect(consumers.requestTimeoutMs).toBe(5);
    expect(connection.consumer).toMatchObject({ 'session.timeout.ms': '6000' });
    expect(connection.consumer).not.toHaveProperty(['request.timeout.ms']);
    expect(connection.producer).not.toHaveProperty(['session.timeout.ms']);
  });

  it('keep blanks in passwords only', () => {
    const { kafka: connection, id } = settingsFrom({ ...kafka, id: ' x ', 'client.sasl.password': ' y ' });
    expect([id, connection.admin['sasl.password']]).toEqual(['x', ' y ']);
  });

  it('need brokers, or an embedded Kafka', () => {
    expect(() => settingsFrom({})).toThrow(/^bootstrap\.servers is required: .*embedded\.kafka=true/);
    expect(() => settingsFrom({ 'bootstrap.servers': ' , ' })).toThrow(/^bootstrap\.servers is required/);
    expect(settingsFrom({ 'embedded.kafka': 'true' }).kafka).toMatchObject({ embedded: true, bootstrapServers: '' });
  });

  it('warn of brokers that an embedded Kafka replaces', () => {
    const { settings, notes } = resolveAll({ ...kafka, 'embedded.kafka': 'true' });
    expect(settings?.kafka.bootstrapServers).toBe('');
    expect(notes).toEqual(['bootstrap.servers is ignored: embedded.kafka is true']);
  });

  it('tell of everything that is wrong at once, by name and source', () => {
    const { settings, faults } = resolveAll({
      'bootstrp.servers': 'kafka:9092',
      'fetch.min.bytes': '10000001',
      'log.level': 'loud',
      'sasl.username': 'alice',
      'authentication.method': 'BASIC',
      'consumer.group.id': 'g',
    });
    expect(settings).toBeNull();
    expect(faults).toEqual([
      'bootstrp.servers is not a setting; did you mean bootstrap.servers? (f:1)',
      'sasl.username is not a setting; did you mean client.sasl.username? (f:4)',
      'authentication.method is not supported: put a proxy that authenticates before the gateway (f:5)',
      'fetch.min.bytes must be from -1 to 10000000 bytes, got 10000001 (f:2)',
      'log.level must be one of fatal, error, warn, info, debug, trace, silent, got "loud" (f:3)',
      expect.stringMatching(/^bootstrap\.servers is required: .* \(not set\)$/),
      'consumer.group.id cannot be chosen: it comes from the request that creates the instance (f:6)',
    ]);
  });

  it('do not show passwords in faults', () => {
    expect(() => settingsFrom({ 'bootstrap.servers': 'http://alice:hunter2@kafka:9092' })).toThrow(InvalidSettings);
    expect(() => settingsFrom({ 'bootstrap.servers': 'http://alice:hunter2@kafka:9092' })).not.toThrow(/hunter2/);
  });

  it('take the later source', () => {
    const given = ['1', '2', 'oops', '3'].map((value) => ({ name: 'consumer.request.timeout.ms', value, source: 's' }));
    const brokers = { name: 'bootstrap.servers', value: 'kafka:9092', source: 's' };
    expect(resolve({ ...noFindings(), given: [brokers, ...given] }).settings?.consumers.requestTimeoutMs).toBe(3);
  });

  it('start with a file of the Confluent proxy, with a warning for what has no meaning', () => {
    const { settings, faults, notes } = resolveAll({
      ...kafka,
      'zookeeper.connect': 'zk:2181',
      'schema.registry.url': 'http://alice:hunter2@sr:8081',
      'consumer.threads': '50',
      'client.timeout.ms': '500',
      'client.security.protocol': 'PLAINTEXT',
    });
    expect([faults, settings === null]).toEqual([[], false]);
    expect(notes.map((note) => note.split(' ')[0])).toEqual([
      'zookeeper.connect',
      'consumer.threads',
      'client.timeout.ms',
    ]);
    expect(settings?.schemaRegistry.servers).toEqual([
      { url: 'http://sr:8081', authorization: `Basic ${Buffer.from('alice:hunter2').toString('base64')}` },
    ]);
  });

  it.each([
    [{ port: '8083' }, [{ protocol: 'http', host: '0.0.0.0', port: 8083 }], 'port is deprecated: set listeners'],
    [
      { port: '8083', listeners: 'http://h:1' },
      [{ protocol: 'http', host: 'h', port: 1 }],
      'port is ignored: listeners is given',
    ],
  ])('still read %j', (given, listeners, note) => {
    const { settings, notes } = resolveAll({ ...kafka, ...given });
    expect(settings?.http.listeners).toEqual(listeners);
    expect(notes).toEqual([note]);
  });

  it('still read host.name, for the URLs of instances', () => {
    const advertised = (given: Record<string, string>) => settingsFrom({ ...kafka, ...given }).http.advertisedListeners;
    expect(advertised({ 'host.name': 'rest', port: '80' })).toEqual(['http://rest:80']);
    expect(advertised({ 'host.name': '::1' })).toEqual(['http://[::1]:8082']);
    expect(advertised({ 'host.name': 'rest', 'advertised.listeners': 'https://k' })).toEqual(['https://k']);
  });

  it.each([
    [
      { 'consumer.request.timeout.ms': '70000' },
      'consumer.request.timeout.ms must not be above consumer.request.timeout.max.ms (60000)',
    ],
    [{ 'request.timeout.ms': '5000' }, 'request.headers.timeout.ms must not be above request.timeout.ms (5000)'],
    [{ listeners: 'http://h:1,http://h:1' }, 'listeners names h:1 twice'],
    [{ listeners: '' }, 'listeners must name a URL'],
  ])('must go together: %j', (given, message) => {
    expect(resolveAll({ ...kafka, ...given }).faults).toEqual([expect.stringContaining(message)]);
  });

  it('that are faulty by themselves are not blamed again for not going together', () => {
    const { faults } = resolveAll({
      ...kafka,
      listeners: 'nowhere',
      'consumer.request.timeout.max.ms': 'x',
      'consumer.request.timeout.ms': '70000',
    });
    expect(faults).toHaveLength(2);
  });

  it('switch the older dialects off one by one', () => {
    expect(settingsFrom(kafka).http.apis).toEqual({ v1: true, draft: true });
    expect(settingsFrom({ ...kafka, 'api.v1.enable': 'false' }).http.apis).toEqual({ v1: false, draft: true });
    expect(settingsFrom({ ...kafka, 'api.draft.enable': 'FALSE' }).http.apis).toEqual({ v1: true, draft: false });
  });

  it('may wait for a request without limit, and listen on several free ports', () => {
    const { http } = settingsFrom({ ...kafka, 'request.timeout.ms': '0', listeners: 'http://h:0,http://h:0' });
    expect(http.requestTimeoutMs).toBe(0);
    expect(http.listeners).toHaveLength(2);
  });
});
