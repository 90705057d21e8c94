import { describe, expect, it } from '@jest/globals';
import { foreignSetting } from './foreign.js';

describe('a setting that only the Confluent proxy has', () => {
  it.each([
    'zookeeper.connect',
    'consumer.threads',
    'simpleconsumer.pool.size.max',
    'schema.registry.max.retries',
    'schema.registry.ssl.protocol',
    'client.timeout.ms',
    'log4j.root.loglevel',
    'jmx.port',
    'access.control.skip.options',
    'ssl.keystore.type',
    'ssl.keystore.reload',
    'confluent.license',
    'metrics.jmx.prefix',
  ])('%s is passed over', (name) => expect(foreignSetting(name, 'x')).toMatchObject({ refused: false }));

  it.each([
    ['authentication.method', 'BASIC'],
    ['api.endpoints.blocklist', 'api.v2.consumers.*'],
    ['kafka.rest.resource.extension.class', 'io.confluent.X'],
    ['ssl.client.auth', 'true'],
    ['csrf.prevention.enable', 'true'],
    ['api.v2.enable', 'false'],
    ['schema.registry.proxy.host', 'proxy'],
    ['schema.registry.bearer.auth.client.id', 'gateway'],
  ])('%s=%s is refused, since it protects something', (name, value) => {
    expect(foreignSetting(name, value)).toMatchObject({ refused: true });
  });

  it.each([
    ['authentication.method', 'NONE'],
    ['ssl.client.auth', 'false'],
    ['api.v2.enable', 'true'],
    ['api.endpoints.allowlist', ''],
  ])('%s=%s is passed over, since it asks for nothing', (name, value) => {
    expect(foreignSetting(name, value)).toMatchObject({ refused: false });
  });

  it.each(['ssl.client.authentification', 'consumer.thread', 'zookeeper.connects', 'listener'])(
    '%s is none',
    (name) => {
      expect(foreignSetting(name, 'x')).toBeNull();
    },
  );
});
