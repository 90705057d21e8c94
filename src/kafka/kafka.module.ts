import { Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Credentials } from '../config/credentials/credentials.js';
import { Settings } from '../config/settings.js';
import { Log } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { AclsClient } from './acls.client.js';
import { AdminClient } from './admin.client.js';
import { ConfigsClient } from './configs.client.js';
import { ConsumerClientFactory } from './consumer.client.js';
import { GroupsClient } from './groups.client.js';
import { KafkaClients } from './kafka.clients.js';
import { PartitionsClient } from './partitions.client.js';
import { ProducerClient } from './producer.client.js';
import { ReaderClient } from './reader.client.js';
import { ScramClient } from './scram.client.js';

/** Clients close in the last phase of shutdown: the requests that use them have been answered by then. */
@Injectable()
class KafkaShutdown implements OnApplicationShutdown {
  constructor(private readonly clients: KafkaClients) {}

  async onApplicationShutdown(): Promise<void> {
    await this.clients.close();
  }
}

@Global()
@Module({
  providers: [
    {
      provide: KafkaClients,
      useFactory: (settings: Settings, log: Log, metrics: Metrics, credentials: Credentials) =>
        new KafkaClients(settings, log, metrics, credentials),
      inject: [Settings, Log, Metrics, Credentials],
    },
    { provide: ProducerClient, useFactory: (clients: KafkaClients) => clients.producer, inject: [KafkaClients] },
    {
      provide: ConsumerClientFactory,
      useFactory: (clients: KafkaClients) => clients.consumers(),
      inject: [KafkaClients],
    },
    { provide: AdminClient, useFactory: (clients: KafkaClients) => clients.admin, inject: [KafkaClients] },
    { provide: PartitionsClient, useFactory: (clients: KafkaClients) => clients.partitions, inject: [KafkaClients] },
    { provide: ConfigsClient, useFactory: (clients: KafkaClients) => clients.configs(), inject: [KafkaClients] },
    { provide: AclsClient, useFactory: (clients: KafkaClients) => clients.acls(), inject: [KafkaClients] },
    { provide: ScramClient, useFactory: (clients: KafkaClients) => clients.scram(), inject: [KafkaClients] },
    { provide: GroupsClient, useFactory: (clients: KafkaClients) => clients.groups(), inject: [KafkaClients] },
    { provide: ReaderClient, useFactory: (clients: KafkaClients) => clients.reader, inject: [KafkaClients] },
    KafkaShutdown,
  ],
  exports: [
    ProducerClient,
    ConsumerClientFactory,
    AdminClient,
    PartitionsClient,
    ConfigsClient,
    AclsClient,
    ScramClient,
    GroupsClient,
    ReaderClient,
  ],
})
export class KafkaModule {}
