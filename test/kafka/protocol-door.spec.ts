import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProtocolDefaultBrokerConfigs } from '../../src/kafka/protocol/default-broker-configs.js';
import { ProtocolDoor } from '../../src/kafka/protocol/protocol-door.js';
import { ProtocolReassignments } from '../../src/kafka/protocol/reassignments.js';
import type { SaslSslAddress } from '../../scripts/kafka/cluster.ts';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { silentLog } from '../support/native-clients.js';

const NAME = 'log.cleaner.io.buffer.load.factor';

describe('the second door to Kafka, with the settings of the first', () => {
  let secure: SaslSslAddress;
  const doors: ProtocolDoor[] = [];

  beforeAll(() => {
    const { saslSsl } = kafkaCluster();
    if (!saslSsl) throw new Error('These tests need a cluster with a SASL_SSL listener and an authorizer.');
    secure = saslSsl;
  });

  afterAll(async () => {
    for (const door of doors) await door.close();
  });

  function open(more: Record<string, string> = {}): ProtocolDoor {
    const properties = {
      'bootstrap.servers': secure.bootstrapServers,
      'security.protocol': 'SASL_SSL',
      'sasl.mechanisms': 'SCRAM-SHA-512',
      'sasl.username': secure.username,
      'sasl.password': secure.password,
      'ssl.ca.location': secure.caPath,
      ...more,
    };
    const door = new ProtocolDoor(properties, 5_000, silentLog);
    doors.push(door);
    return door;
  }

  it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])('opens by %s over TLS', async (mechanism) => {
    const door = open({ 'sasl.mechanisms': mechanism });
    expect(await new ProtocolDefaultBrokerConfigs(door).describe([NAME])).toEqual([]);
  });

  it('opens without either', async () => {
    const door = open({ 'security.protocol': 'plaintext', 'bootstrap.servers': kafkaCluster().bootstrapServers });
    expect(await new ProtocolReassignments(door).list([{ topic: 'no-such-topic', partition: 0 }])).toEqual([]);
  });

  it('stays shut to a wrong password', async () => {
    const configs = new ProtocolDefaultBrokerConfigs(open({ 'sasl.password': 'wrong' }));
    for (let round = 0; round < 2; round++) {
      await expect(configs.describe([])).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('stays shut to a server whose certificate it does not trust', async () => {
    const configs = new ProtocolDefaultBrokerConfigs(open({ 'ssl.ca.location': 'probe' }));
    await expect(configs.describe([])).rejects.toMatchObject({ code: 'kafka-unavailable' });
  });

  it('tells a user who may do nothing that everything is forbidden', async () => {
    const { username, password } = secure.unprivileged;
    const door = open({ 'sasl.username': username, 'sasl.password': password });
    const configs = new ProtocolDefaultBrokerConfigs(door);
    const reassignments = new ProtocolReassignments(door);
    const change = { name: NAME, operation: 'SET', value: '0.8' } as const;
    await expect(configs.describe([])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(configs.alter([change], true)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(reassignments.list(null)).rejects.toMatchObject({ code: 'forbidden' });
    const move = { topic: 't', partition: 0, replicas: [1] };
    await expect(reassignments.alter([move])).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('passes many requests at once, answers in the words of Kafka, and is open to the next one', async () => {
    const configs = new ProtocolDefaultBrokerConfigs(open());
    const bad = { name: NAME, operation: 'SET', value: 'much' } as const;
    const asked = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? configs.describe([NAME]) : configs.alter([bad], false),
    );
    const answers = await Promise.allSettled(asked);
    const refused = { code: 'kafka-refused', message: expect.stringContaining(NAME) as unknown };
    answers.forEach((answer, index) =>
      expect(answer).toMatchObject(index % 2 === 0 ? { value: [] } : { reason: refused }),
    );
    expect(await configs.describe([NAME])).toEqual([]);
  });
});
