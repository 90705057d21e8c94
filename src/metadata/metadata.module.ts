import { Module } from '@nestjs/common';
import { KafkaModule } from '../kafka/kafka.module.js';
import { ClusterModule } from './cluster.module.js';
import { BrokersDraftController } from './draft/brokers.controller.js';
import { TopicMetadataDraftController } from './draft/topics.controller.js';
import { MetadataService } from './metadata.service.js';
import { BrokersV1Controller } from './v1/brokers.controller.js';
import { TopicMetadataV1Controller } from './v1/topics.controller.js';
import { BrokersController } from './v2/brokers.controller.js';
import { RootController } from './v2/root.controller.js';
import { TopicMetadataController } from './v2/topics.controller.js';

@Module({
  imports: [KafkaModule, ClusterModule],
  controllers: [
    RootController,
    BrokersController,
    TopicMetadataController,
    BrokersV1Controller,
    TopicMetadataV1Controller,
    BrokersDraftController,
    TopicMetadataDraftController,
  ],
  providers: [MetadataService],
  exports: [MetadataService],
})
export class MetadataModule {}
