import { Module } from '@nestjs/common';
import { KafkaModule } from '../kafka/kafka.module.js';
import { MetadataService } from './metadata.service.js';
import { BrokersController } from './v2/brokers.controller.js';
import { RootController } from './v2/root.controller.js';
import { TopicMetadataController } from './v2/topics.controller.js';

@Module({
  imports: [KafkaModule],
  controllers: [RootController, BrokersController, TopicMetadataController],
  providers: [MetadataService],
  exports: [MetadataService],
})
export class MetadataModule {}
