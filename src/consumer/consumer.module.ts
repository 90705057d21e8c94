import { Module } from '@nestjs/common';
import { FormatsModule } from '../formats/formats.module.js';
import { ConsumerService } from './consumer.service.js';
import { ConsumersDraftController, InstancesDraftController } from './draft/instances.controller.js';
import { RecordsDraftController } from './draft/records.controller.js';
import { PartitionOffsets } from './partition-offsets.js';
import { PartitionReadService } from './partition-read.service.js';
import { ReadablePartitions } from './readable-partitions.js';
import { SchemaDecoder } from './schema-decoder.js';
import { ConsumersV1Controller, InstancesV1Controller } from './v1/instances.controller.js';
import { Kip80Controller } from './v1/kip80.controller.js';
import { OffsetsV1Controller } from './v1/offsets.controller.js';
import { ConsumePartitionController, PartitionRecordsV1Controller } from './v1/partition-records.controller.js';
import { RecordsV1Controller } from './v1/records.controller.js';
import { AssignmentsController } from './v2/assignments.controller.js';
import { ConsumersController, InstancesController } from './v2/instances.controller.js';
import { OffsetsController } from './v2/offsets.controller.js';
import { PartitionRecordsController } from './v2/partition-records.controller.js';
import { PositionsController } from './v2/positions.controller.js';
import { RecordsController } from './v2/records.controller.js';
import { SubscriptionController } from './v2/subscription.controller.js';

@Module({
  imports: [FormatsModule],
  controllers: [
    ConsumersController,
    InstancesController,
    SubscriptionController,
    AssignmentsController,
    RecordsController,
    OffsetsController,
    PositionsController,
    PartitionRecordsController,
    ConsumersV1Controller,
    InstancesV1Controller,
    OffsetsV1Controller,
    RecordsV1Controller,
    Kip80Controller,
    PartitionRecordsV1Controller,
    ConsumePartitionController,
    ConsumersDraftController,
    InstancesDraftController,
    RecordsDraftController,
  ],
  providers: [ConsumerService, PartitionReadService, PartitionOffsets, ReadablePartitions, SchemaDecoder],
  exports: [ConsumerService, PartitionReadService],
})
export class ConsumerModule {}
