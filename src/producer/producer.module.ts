import { Module } from '@nestjs/common';
import { KafkaModule } from '../kafka/kafka.module.js';
import { ProducerService } from './producer.service.js';
import { TopicCatalog } from './topic-catalog.js';
import { TopicCreation } from './topic-creation.js';
import { ProduceController } from './v2/produce.controller.js';

@Module({
  imports: [KafkaModule],
  controllers: [ProduceController],
  providers: [TopicCatalog, TopicCreation, ProducerService],
  exports: [ProducerService],
})
export class ProducerModule {}
