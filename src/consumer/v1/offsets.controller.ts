import { HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DialectController } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { CommittedOffsetResponse } from './offsets.dto.js';
import { presentCommit } from './offsets.presenter.js';

@ApiConsumerInstance()
@DialectController('v1', 'consumers/:group/instances/:instance/offsets')
export class OffsetsV1Controller {
  constructor(private readonly consumers: ConsumerService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Commit what was delivered',
    description: 'Answers the last committed record of each partition, once Kafka has stored it. A body is not read.',
  })
  @ApiOkResponse({ type: [CommittedOffsetResponse] })
  async commitOffsets(@PathInstance() instance: InstanceRef): Promise<CommittedOffsetResponse[]> {
    return presentCommit(await this.consumers.commitDelivered(instance));
  }
}
