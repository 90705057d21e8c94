import { Module } from '@nestjs/common';
import { ConsumerService } from './consumer.service.js';
import { PartitionOffsets } from './partition-offsets.js';
import { AssignmentsController } from './v2/assignments.controller.js';
import { ConsumersController, InstancesController } from './v2/instances.controller.js';
import { OffsetsController } from './v2/offsets.controller.js';
import { PositionsController } from './v2/positions.controller.js';
import { RecordsController } from './v2/records.controller.js';
import { SubscriptionController } from './v2/subscription.controller.js';

@Module({
  controllers: [
    ConsumersController,
    InstancesController,
    SubscriptionController,
    AssignmentsController,
    RecordsController,
    OffsetsController,
    PositionsController,
  ],
  providers: [ConsumerService, PartitionOffsets],
  exports: [ConsumerService],
})
export class ConsumerModule {}
