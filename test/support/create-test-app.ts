import { Module, type Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { Test } from '@nestjs/testing';
import { type CreateNest, createApp, type Gateway } from '../../src/app.js';
import { Settings } from '../../src/config/settings.js';
import { Drain } from '../../src/http/drain.js';
import { AclsClient } from '../../src/kafka/acls.client.js';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ConfigsClient } from '../../src/kafka/configs.client.js';
import { ConsumerClientFactory } from '../../src/kafka/consumer.client.js';
import { GroupsClient } from '../../src/kafka/groups.client.js';
import { KafkaClients } from '../../src/kafka/kafka.clients.js';
import { PartitionsClient } from '../../src/kafka/partitions.client.js';
import { ProducerClient } from '../../src/kafka/producer.client.js';
import { ReaderClient } from '../../src/kafka/reader.client.js';
import { ScramClient } from '../../src/kafka/scram.client.js';
import { Log } from '../../src/logging/log.js';
import { SchemaRegistryClient } from '../../src/schema-registry/schema-registry.client.js';
import { watchAnswers } from './documented-answers.js';
import { FakeAclsClient } from './fakes/acls.fake.js';
import { FakeAdminClient } from './fakes/admin.fake.js';
import { FakeConfigsClient } from './fakes/configs.fake.js';
import { FakeConsumerClientFactory } from './fakes/consumer.fake.js';
import { FakeGroupsClient } from './fakes/groups.fake.js';
import { FakePartitionsClient } from './fakes/partitions.fake.js';
import { FakeProducerClient } from './fakes/producer.fake.js';
import { FakeReaderClient } from './fakes/reader.fake.js';
import { FakeScramClient } from './fakes/scram.fake.js';
import { FakeSchemaRegistryClient } from './fakes/schema-registry.fake.js';
import { RecordedLog } from './recorded-log.js';
import { type SettingsChange, testSettings } from './test-settings.js';

export interface TestOverrides {
  settings?: SettingsChange;
  /** Served beside those of the gateway, to provoke what ordinary handlers never do. */
  controllers?: Type[];
  admin?: FakeAdminClient;
  configs?: FakeConfigsClient;
  producer?: FakeProducerClient;
  consumers?: FakeConsumerClientFactory;
  /** Without it: over the log of the consumers. */
  reader?: FakeReaderClient;
  /** With it a schema registry is configured. Without it the real client asks the servers of the settings. */
  registry?: FakeSchemaRegistryClient;
}

/** The gateway in this process, on a free port, over working fakes of Kafka. */
export interface TestApp {
  /** Without a trailing slash. */
  url: string;
  /** Of all listeners; `url` is the first. */
  urls: string[];
  port: number;
  settings: Settings;
  gateway: Gateway;
  admin: FakeAdminClient;
  configs: FakeConfigsClient;
  partitions: FakePartitionsClient;
  acls: FakeAclsClient;
  scram: FakeScramClient;
  groups: FakeGroupsClient;
  producer: FakeProducerClient;
  consumers: FakeConsumerClientFactory;
  reader: FakeReaderClient;
  drain: Drain;
  /** What was logged, debug lines included. */
  log: RecordedLog;
  /** Rejects when any answer was not as its dialect's document says. */
  close(): Promise<void>;
}

/** Pages and documents for people. */
const UNDOCUMENTED = /^\/(?:docs|openapi)(?:[/?]|$)/;

/** The only way to get an application in a test. Whoever opens it closes it. */
export async function createTestApp(overrides: TestOverrides = {}): Promise<TestApp> {
  const settings = testSettings(overrides.registry ? withRegistry(overrides.settings) : overrides.settings);
  const admin = overrides.admin ?? new FakeAdminClient();
  const configs = overrides.configs ?? new FakeConfigsClient(admin);
  const partitions = new FakePartitionsClient(admin);
  const acls = new FakeAclsClient();
  const scram = new FakeScramClient();
  const groups = new FakeGroupsClient();
  const producer = overrides.producer ?? new FakeProducerClient();
  const consumers = overrides.consumers ?? new FakeConsumerClientFactory();
  const reader = overrides.reader ?? new FakeReaderClient(consumers.log, overrides.consumers ? admin : undefined);
  const log = new RecordedLog();
  const createNest: CreateNest = async (module, adapter, options) => {
    const builder = Test.createTestingModule({ imports: [module, moduleOf(overrides.controllers ?? [])] })
      .overrideProvider(AdminClient)
      .useValue(admin)
      .overrideProvider(ConfigsClient)
      .useValue(configs)
      .overrideProvider(PartitionsClient)
      .useValue(partitions)
      .overrideProvider(AclsClient)
      .useValue(acls)
      .overrideProvider(GroupsClient)
      .useValue(groups)
      .overrideProvider(ScramClient)
      .useValue(scram)
      .overrideProvider(ProducerClient)
      .useValue(producer)
      .overrideProvider(ConsumerClientFactory)
      .useValue(consumers)
      .overrideProvider(ReaderClient)
      .useValue(reader)
      .overrideProvider(KafkaClients)
      .useValue({ close: () => admin.close(), acls: () => null, scram: () => null, groups: () => null })
      .overrideProvider(Log)
      .useValue(log);
    if (overrides.registry) builder.overrideProvider(SchemaRegistryClient).useValue(overrides.registry);
    const testing = await builder.compile();
    return testing.createNestApplication(adapter, options);
  };
  const gateway = await createApp(settings, { log, createNest });
  const exempt = (overrides.controllers ?? []).map(
    (controller) => `/${String(Reflect.getMetadata(PATH_METADATA, controller))}`,
  );
  const faults = watchAnswers(
    gateway.nest,
    (path) => UNDOCUMENTED.test(path) || exempt.some((prefix) => path.startsWith(prefix)),
  );
  const urls = await listen(gateway);
  const [url = ''] = urls;
  return {
    url,
    urls,
    port: Number(new URL(url).port),
    settings,
    gateway,
    admin,
    configs,
    partitions,
    acls,
    scram,
    groups,
    producer,
    consumers,
    reader,
    drain: gateway.nest.get(Drain),
    log,
    close: async () => {
      await gateway.close();
      if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('\n'));
    },
  };
}

/** Says where the registry is; the fake is asked instead. */
function withRegistry(change: SettingsChange = {}): SettingsChange {
  const servers = [{ url: 'http://registry.test:8081', authorization: null }];
  return { ...change, schemaRegistry: { servers, ...change.schemaRegistry } };
}

async function listen(gateway: Gateway): Promise<string[]> {
  try {
    return await gateway.listen();
  } catch (error) {
    await gateway.close();
    throw error;
  }
}

function moduleOf(controllers: Type[]): Type {
  @Module({ controllers })
  class TestOnlyModule {}
  return TestOnlyModule;
}
