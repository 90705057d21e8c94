import { HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiConflictResponse, ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { JsonBody } from '../../http/json-body.decorator.js';
import { V2Controller } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { SeekEdgeRequest, SeekRequest } from './positions.dto.js';
import { readSeek } from './positions.presenter.js';

const SEEK_EXAMPLES = {
  offset: { summary: 'To an offset', value: { offsets: [{ topic: 'jsontest', partition: 0, offset: 20 }] } },
  time: {
    summary: 'To a time',
    value: { timestamps: [{ topic: 'jsontest', partition: 0, timestamp: '2026-01-31T12:00:00Z' }] },
  },
};
const EDGE_EXAMPLES = {
  all: { summary: 'All partitions', value: { partitions: [] } },
  one: { summary: 'One partition', value: { partitions: [{ topic: 'jsontest', partition: 0 }] } },
};
const NOT_ASSIGNED = { description: 'A partition is not assigned to this instance.' };

@ApiConsumerInstance()
@V2Controller('consumers/:group/instances/:instance/positions')
export class PositionsController {
  constructor(private readonly consumers: ConsumerService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Go on at an offset or a time',
    description: 'A group that is still joining is waited for.',
  })
  @ApiBody({ type: SeekRequest, examples: SEEK_EXAMPLES })
  @ApiNoContentResponse()
  @ApiConflictResponse(NOT_ASSIGNED)
  async seek(@PathInstance() instance: InstanceRef, @JsonBody(SeekRequest) body: SeekRequest): Promise<void> {
    const { offsets, times } = readSeek(body);
    await this.consumers.seek(instance, offsets, times);
  }

  @Post('beginning')
  @HttpCode(204)
  @ApiOperation({ summary: 'Go on at the first record' })
  @ApiBody({ type: SeekEdgeRequest, examples: EDGE_EXAMPLES })
  @ApiNoContentResponse()
  @ApiConflictResponse(NOT_ASSIGNED)
  async seekToBeginning(
    @PathInstance() instance: InstanceRef,
    @JsonBody(SeekEdgeRequest) body: SeekEdgeRequest,
  ): Promise<void> {
    await this.consumers.seekToEdge(instance, 'earliest', body.partitions ?? []);
  }

  @Post('end')
  @HttpCode(204)
  @ApiOperation({ summary: 'Go on behind the last record' })
  @ApiBody({ type: SeekEdgeRequest, examples: EDGE_EXAMPLES })
  @ApiNoContentResponse()
  @ApiConflictResponse(NOT_ASSIGNED)
  async seekToEnd(
    @PathInstance() instance: InstanceRef,
    @JsonBody(SeekEdgeRequest) body: SeekEdgeRequest,
  ): Promise<void> {
    await this.consumers.seekToEdge(instance, 'latest', body.partitions ?? []);
  }
}
