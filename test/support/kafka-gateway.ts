import { expect } from '@jest/globals';
import type { Abstract } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type CreateNest, createApp, type Gateway } from '../../src/app.js';
import { settingsFrom } from '../../src/config/resolve.js';
import { Log } from '../../src/logging/log.js';
import { AdminClient } from '../../src/kafka/admin.client.js';
import { ProducerService } from '../../src/producer/producer.service.js';
import { send } from './consumer-http.js';
import { kafkaCluster } from './kafka-cluster.js';
import { batchOf, silentLog } from './native-clients.js';

/** For tests whose reads find records: they answer as soon as there are some, which may take a busy machine more than a second. */
export const PATIENT_READS = { 'consumer.request.timeout.ms': '30000' };

/** The gateway in this process on a free port, with the real clients and a real cluster. */
export class KafkaGateway {
  private constructor(
    private readonly gateway: Gateway,
    /** Without a trailing slash. */
    readonly url: string,
  ) {}

  /**
   * @param properties settings by their names; the cluster of the run unless they name another
   * @param log gets what everything in the gateway logs
   */
  static async start(properties: Record<string, string> = {}, log?: Log): Promise<KafkaGateway> {
    const settings = settingsFrom({
      'bootstrap.servers': kafkaCluster().bootstrapServers,
      listeners: 'http://127.0.0.1:0',
      'shutdown.drain.ms': '0',
      'log.level': 'error',
      ...properties,
    });
    const gateway = await createApp(settings, log ? { log, createNest: loggingTo(log) } : { log: silentLog });
    const [url = ''] = await gateway.listen();
    return new KafkaGateway(gateway, url);
  }

  /** A client of this gateway. */
  get<T>(token: Abstract<T>): T {
    return this.gateway.nest.get(token);
  }

  async createTopic(name: string, partitions = 1): Promise<void> {
    const [created] = await this.get(AdminClient).createTopics([{ name, partitions, replicationFactor: 1 }]);
    expect(created?.error).toBeUndefined();
  }

  /** Writes records, and waits until they are written. */
  async produce(topic: string, records: Parameters<typeof batchOf>[0]): Promise<void> {
    const { failures } = await this.get(ProducerService).produce(topic, null, batchOf(records));
    expect(failures).toBeNull();
  }

  /** Where API v3 has the cluster. */
  async clusterUrl(): Promise<string> {
    const { body } = await send('GET', `${this.url}/v3/clusters`);
    return (body as { data: { metadata: { self: string } }[] }).data[0]!.metadata.self;
  }

  close(): Promise<void> {
    return this.gateway.close();
  }
}

function loggingTo(log: Log): CreateNest {
  return async (module, adapter, options) => {
    const testing = await Test.createTestingModule({ imports: [module] })
      .overrideProvider(Log)
      .useValue(log)
      .compile();
    return testing.createNestApplication(adapter, options);
  };
}
