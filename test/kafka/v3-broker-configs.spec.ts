import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigCluster, type ShownConfigs } from '../support/config-cluster.js';
import type { Answer } from '../support/consumer-http.js';

/** Changes of these disturb nobody; each test has one of its own. */
const SHARED = 'log.cleaner.delete.retention.ms';
const SHARED_TOO = 'log.cleaner.min.compaction.lag.ms';
const OF_BROKER = 'log.index.interval.bytes';
/** Brokers do not list them unless they are set. No replica moves here. */
const RATES = [
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
  'replica.alter.log.dirs.io.max.bytes.per.second',
];

describe('settings by API v3', () => {
  let cluster: ConfigCluster;
  let brokerId: string;

  beforeAll(async () => {
    cluster = await ConfigCluster.open();
    ({ brokerId } = cluster);
  });

  afterAll(async () => {
    for (const name of [SHARED, SHARED_TOO]) await cluster.call('DELETE', `/broker-configs/${name}`);
    for (const name of RATES) await cluster.call('DELETE', `/broker-configs/${name}`);
    for (const name of [OF_BROKER, ...RATES]) await cluster.call('DELETE', `/brokers/${brokerId}/configs/${name}`);
    await cluster.close();
  });

  describe('of brokers', () => {
    it('are listed and told one at a time, secrets as null', async () => {
      const { body } = await cluster.call('GET', `/brokers/${brokerId}/configs`);
      const { data } = body as ShownConfigs;
      expect(data.length).toBeGreaterThan(200);
      expect(await cluster.get(`/brokers/${brokerId}/configs/num.io.threads`)).toMatchObject({
        kind: 'KafkaBrokerConfig',
        broker_id: Number(brokerId),
        value: await cluster.kafkaSays('broker', brokerId, 'num.io.threads'),
        source: 'STATIC_BROKER_CONFIG',
        metadata: { resource_name: `crn:///kafka=${cluster.id}/broker=${brokerId}/config=num.io.threads` },
      });
      expect(await cluster.get(`/brokers/${brokerId}/configs/ssl.keystore.password`)).toMatchObject({
        value: null,
        is_sensitive: true,
      });
      const everywhere = (await cluster.call('GET', '/brokers/-/configs')).body as ShownConfigs;
      expect(everywhere.data.map(({ name }) => name)).toEqual(expect.arrayContaining(data.map(({ name }) => name)));
    });

    it('are set, tried and reset', async () => {
      const path = `/brokers/${brokerId}/configs/${OF_BROKER}`;
      expect((await cluster.call('PUT', path, { value: '4097' })).status).toBe(204);
      expect(await cluster.eventually(path, ({ value }) => value === '4097')).toMatchObject({
        source: 'DYNAMIC_BROKER_CONFIG',
      });
      const data = [{ name: OF_BROKER, value: '4098' }];
      const trial = await cluster.call('POST', `/brokers/${brokerId}/configs:alter`, { data, validate_only: true });
      expect(trial.status).toBe(204);
      expect(await cluster.kafkaSays('broker', brokerId, OF_BROKER)).toBe('4097');
      expect((await cluster.call('DELETE', path)).status).toBe(204);
      await cluster.eventually(path, ({ source }) => source === 'DEFAULT_CONFIG');
    });

    it.each(RATES)('that exist only while they are set come and go: %s', async (name) => {
      const path = `/brokers/${brokerId}/configs/${name}`;
      expect(await cluster.call('GET', path)).toMatchObject({ status: 404, body: { error_code: 404 } });
      expect((await cluster.call('DELETE', path)).status).toBe(404);
      expect((await cluster.call('PUT', path, { value: '1000000' })).status).toBe(204);
      expect(await cluster.get(path)).toMatchObject({
        value: '1000000',
        source: 'DYNAMIC_BROKER_CONFIG',
        is_default: false,
        is_sensitive: false,
      });
      expect(await cluster.kafkaSays('broker', brokerId, name)).toBe('1000000');
      const change = (entry: object): Promise<Answer> =>
        cluster.call('POST', `/brokers/${brokerId}/configs:alter`, { data: [{ name, ...entry }] });
      expect((await change({ value: '2000000' })).status).toBe(204);
      expect((await cluster.get(path)).value).toBe('2000000');
      expect(await change({ value: 'much' })).toMatchObject({ status: 400, body: { error_code: 40002 } });
      expect((await cluster.call('DELETE', path)).status).toBe(204);
      expect((await cluster.call('GET', path)).status).toBe(404);
      expect(await cluster.kafkaSays('broker', brokerId, name)).toBeUndefined();
    });

    it('that Kafka does not have are not set', async () => {
      const path = `/brokers/${brokerId}/configs/leader.replication.throttled.rat`;
      expect((await cluster.call('PUT', path, { value: '1' })).status).toBe(404);
    });

    it('that need a restart are refused', async () => {
      expect(await cluster.call('PUT', `/brokers/${brokerId}/configs/log.dirs`, { value: '/tmp' })).toMatchObject({
        status: 400,
        body: { error_code: 40002 },
      });
    });
  });

  describe('that brokers share', () => {
    it('are set for all brokers, tried and reset', async () => {
      const path = `/broker-configs/${SHARED}`;
      expect((await cluster.call('GET', path)).status).toBe(404);
      expect((await cluster.call('PUT', path, { value: '86400001' })).status).toBe(204);
      const shared = await cluster.eventually(
        `/brokers/${brokerId}/configs/${SHARED}`,
        ({ value }) => value === '86400001',
      );
      expect(shared.source).toBe('DYNAMIC_DEFAULT_BROKER_CONFIG');
      expect(await cluster.get(path)).toMatchObject({
        kind: 'KafkaClusterConfig',
        config_type: 'BROKER',
        metadata: { self: cluster.url + path, resource_name: `crn:///kafka=${cluster.id}/broker-config=${SHARED}` },
        value: '86400001',
        source: 'DYNAMIC_DEFAULT_BROKER_CONFIG',
        is_default: false,
        is_sensitive: false,
      });
      const trial = { data: [{ name: SHARED, value: '86400002' }], validate_only: true };
      expect((await cluster.call('POST', '/broker-configs:alter', trial)).status).toBe(204);
      expect(await cluster.kafkaSays('broker', brokerId, SHARED)).toBe('86400001');
      expect((await cluster.call('DELETE', path)).status).toBe(204);
      await cluster.eventually(`/brokers/${brokerId}/configs/${SHARED}`, ({ source }) => source === 'DEFAULT_CONFIG');
      expect((await cluster.call('DELETE', path)).status).toBe(404);
    });

    it.each(RATES)('may be those that exist only while they are set: %s', async (name) => {
      const path = `/broker-configs/${name}`;
      const ofBroker = `/brokers/${brokerId}/configs/${name}`;
      expect((await cluster.call('PUT', path, { value: '1000000' })).status).toBe(204);
      expect(await cluster.get(path)).toMatchObject({ value: '1000000', source: 'DYNAMIC_DEFAULT_BROKER_CONFIG' });
      while ((await cluster.call('GET', ofBroker)).status === 404);
      expect(await cluster.get(ofBroker)).toMatchObject({ source: 'DYNAMIC_DEFAULT_BROKER_CONFIG' });
      expect((await cluster.call('DELETE', path)).status).toBe(204);
      expect((await cluster.call('GET', path)).status).toBe(404);
      while ((await cluster.call('GET', ofBroker)).status === 200);
    });

    it('change together, and are listed while they are set', async () => {
      const alter = (entry: object): Promise<Answer> =>
        cluster.call('POST', '/broker-configs:alter', { data: [entry] });
      expect((await alter({ name: SHARED_TOO, value: '5' })).status).toBe(204);
      await cluster.eventually(`/brokers/${brokerId}/configs/${SHARED_TOO}`, ({ value }) => value === '5');
      const { body } = await cluster.call('GET', '/broker-configs');
      expect(body).toMatchObject({
        kind: 'KafkaClusterConfigList',
        metadata: { self: `${cluster.url}/broker-configs` },
      });
      expect((body as ShownConfigs).data.map(({ name }) => name)).toContain(SHARED_TOO);
      expect((await alter({ name: SHARED_TOO, operation: 'DELETE' })).status).toBe(204);
    });

    it('are refused in the words of Kafka, also when only tried', async () => {
      for (const validate_only of [true, false]) {
        const data = [{ name: SHARED, value: 'x' }];
        expect(await cluster.call('POST', '/broker-configs:alter', { data, validate_only })).toMatchObject({
          status: 400,
          body: { error_code: 40002, message: expect.stringContaining(SHARED) as unknown },
        });
      }
    });
  });
});
