import { Module } from '@nestjs/common';
import { FormatsModule } from '../formats/formats.module.js';
import { KafkaModule } from '../kafka/kafka.module.js';
import { ProducerService } from './producer.service.js';
import { SchemaRegistryModule } from '../schema-registry/schema-registry.module.js';
import { SchemaEncodingService } from './schema-encoding.service.js';
import { TopicCatalog } from './topic-catalog.js';
import { TopicCreation } from './topic-creation.js';
import { ProduceDraftController } from './draft/produce.controller.js';
import { ProduceV1Controller } from './v1/produce.controller.js';
import { ProduceController } from './v2/produce.controller.js';
import { RecordSchemasService } from './record-schemas.service.js';
import { RecordsController } from './v3/records.controller.js';

@Module({
  imports: [KafkaModule, FormatsModule, SchemaRegistryModule],
  controllers: [ProduceController, ProduceV1Controller, ProduceDraftController, RecordsController],
  providers: [TopicCatalog, TopicCreation, ProducerService, SchemaEncodingService, RecordSchemasService],
  exports: [ProducerService],
})
export class ProducerModule {}
