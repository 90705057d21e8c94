import { describe, expect, it } from '@jest/globals';
import { clientProperties, toRecord } from './client-properties.js';
import type { CheckLibrdkafkaProperties } from './client.js';

function of(given: Record<string, string>, check?: CheckLibrdkafkaProperties) {
  const list = Object.entries(given).map(([name, value]) => ({ name, value, source: 'f:1' }));
  const { of: clients, faults, notes } = clientProperties(list, 'kafka:9092', { level: 'info' }, check);
  return {
    producer: toRecord(clients.producer),
    consumer: toRecord(clients.consumer),
    admin: toRecord(clients.admin),
    faults: faults.map(({ name, message }) => `${name} ${message}`),
    notes: notes.map(({ message }) => message),
  };
}

describe('the properties of a client', () => {
  it('without any configuration are safe and quick', () => {
    const { producer, consumer, admin } = of({});
    const all = {
      'client.id': 'kafka-rest-gateway',
      'socket.nagle.disable': 'true',
      'reconnect.backoff.max.ms': '2000',
      log_level: '4',
      'bootstrap.servers': 'kafka:9092',
    };
    expect(producer).toEqual({
      ...all,
      'enable.idempotence': 'true',
      acks: 'all',
      'linger.ms': '0',
      partitioner: 'murmur2_random',
      'queue.buffering.max.messages': '1000000',
      'queue.buffering.max.kbytes': '262144',
      'message.timeout.ms': '30000',
    });
    expect(consumer).toEqual({
      ...all,
      'fetch.queue.backoff.ms': '5',
      'queued.max.messages.kbytes': '16384',
      'topic.metadata.refresh.interval.ms': '3000',
      'allow.auto.create.topics': 'false',
      'enable.auto.commit': 'false',
      'enable.auto.offset.store': 'false',
    });
    expect(admin).toEqual(all);
  });

  it('come from client. for all, from its own prefix before that', () => {
    const { producer, consumer, admin } = of({ 'producer.client.id': 'p', 'client.client.id': 'c' });
    expect([producer['client.id'], consumer['client.id'], admin['client.id']]).toEqual(['p', 'c', 'c']);
  });

  it('have one value where a name has several spellings', () => {
    const { producer } = of({
      'client.compression.codec': 'gzip',
      'producer.compression.type': 'zstd',
      'producer.delivery.timeout.ms': '1000',
    });
    expect(producer).toMatchObject({ 'compression.codec': 'zstd', 'message.timeout.ms': '1000' });
    expect(producer).not.toHaveProperty(['compression.type']);
    expect(producer).not.toHaveProperty(['delivery.timeout.ms']);
  });

  it('keep idempotence by wish, and give up the default where a setting excludes it', () => {
    const relaxed = of({ 'producer.acks': '1' });
    expect(relaxed.producer['enable.idempotence']).toBe('false');
    expect(relaxed.notes).toEqual([expect.stringContaining('producer.acks=1 excludes idempotence')]);
    expect(of({ 'producer.retries': '0' }).producer['enable.idempotence']).toBe('false');
    expect(of({ 'producer.max.in.flight': '6' }).producer['enable.idempotence']).toBe('false');
    expect(of({ 'producer.acks': '-1', 'producer.max.in.flight': '5' }).producer['enable.idempotence']).toBe('true');
    expect(of({ 'producer.acks': '1', 'producer.enable.idempotence': 'true' }).producer['enable.idempotence']).toBe(
      'true',
    );
  });

  it.each([
    ['consumer.group.id', 'x'],
    ['client.group.instance.id', 'x'],
    ['consumer.enable.auto.commit', 'true'],
    ['consumer.auto.commit.enable', 'true'],
    ['consumer.enable.auto.offset.store', 'true'],
    ['consumer.rebalance_cb', 'true'],
    ['producer.dr_msg_cb', 'true'],
    ['client.log_cb', 'x'],
    ['producer.transactional.id', 'x'],
    ['producer.acks', '0'],
    ['client.bootstrap.servers', 'other:9092'],
    ['admin.metadata.broker.list', 'other:9092'],
    ['client.test.mock.num.brokers', '3'],
  ])('cannot have %s=%s, once and with the reason', (name, value) => {
    const { faults, consumer } = of({ [name]: value });
    expect(faults).toEqual([
      expect.stringMatching(new RegExp(`^${name.replaceAll('.', '\\.')} cannot be chosen: .{10,}`)),
    ]);
    expect(consumer['enable.auto.commit']).toBe('false');
  });

  it('may ask for what the gateway does anyway', () => {
    expect(of({ 'consumer.enable.auto.commit': 'FALSE', 'client.enable.auto.offset.store': 'false' }).faults).toEqual(
      [],
    );
  });

  it('let librdkafka complain, once per line, with the name as written', () => {
    const check: CheckLibrdkafkaProperties = (properties) =>
      ['foo', 'instance.timeuot.ms', 'sasl.password'].flatMap((name) =>
        name in properties ? [{ name, reason: `No such configuration property: "${name}"\n hunter2` }] : [],
      );
    const given = { 'client.foo': '1', 'consumer.instance.timeuot.ms': '1', 'client.sasl.password': 'hunter2' };
    expect(of(given, check).faults).toEqual([
      'client.foo is refused by librdkafka: No such configuration property: "foo" hunter2',
      'client.sasl.password is refused by librdkafka',
      expect.stringContaining('did you mean consumer.instance.timeout.ms?'),
    ]);
  });

  it('are chatty while somebody looks for a fault', () => {
    expect(clientProperties([], '', { level: 'debug' }).of.admin.get('log_level')?.value).toBe('7');
  });

  it('have no brokers yet where an embedded Kafka names them', () => {
    expect(clientProperties([], '', { level: 'info' }).of.producer.has('bootstrap.servers')).toBe(false);
  });
});
