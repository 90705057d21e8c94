import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { JsonBody } from '../../http/json-body.decorator.js';
import { V2Controller } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { CommitRequest, CommittedOffsetResponse, CommittedRequest, CommittedResponse } from './offsets.dto.js';
import { presentOffsets, readCommit, readPartitions } from './offsets.presenter.js';

const EXAMPLES = {
  some: {
    summary: 'Up to and including these records',
    value: { offsets: [{ topic: 'jsontest', partition: 0, offset: 20 }] },
  },
};
const REPEATED = { type: 'array' as const, items: { type: 'string' as const }, example: ['jsontest'] };

@ApiConsumerInstance()
@V2Controller('consumers/:group/instances/:instance/offsets')
export class OffsetsController {
  constructor(private readonly consumers: ConsumerService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Commit offsets',
    description:
      'Without a body: exactly what was delivered. With a body: one more than each offset. Answers what is stored, once it is.',
  })
  @ApiBody({ type: CommitRequest, required: false, examples: EXAMPLES })
  @ApiOkResponse({ type: [CommittedOffsetResponse] })
  async commitOffsets(
    @PathInstance() instance: InstanceRef,
    @JsonBody(CommitRequest, { optional: true }) body: CommitRequest | undefined,
  ): Promise<CommittedOffsetResponse[]> {
    const stored = body
      ? await this.consumers.commit(instance, readCommit(body))
      : await this.consumers.commitDelivered(instance);
    return presentOffsets(stored);
  }

  @Get()
  @ApiOperation({
    summary: 'What the group has committed',
    description:
      'The partitions are named in the query, or in a JSON body `{"partitions": [{"topic": "t", "partition": 0}]}`. Partitions without a commit are left out.',
  })
  @ApiQuery({
    name: 'topic',
    required: false,
    schema: REPEATED,
    description: 'As often as `partition`, or once.',
  })
  @ApiQuery({
    name: 'partition',
    required: false,
    schema: { type: 'array', items: { type: 'integer' }, example: [0] },
  })
  @ApiOkResponse({ type: CommittedResponse })
  @ApiResponse({ status: 408 })
  @ApiResponse({ status: 413 })
  @ApiResponse({ status: 415 })
  @ApiResponse({ status: 422 })
  async getCommittedOffsets(
    @PathInstance() instance: InstanceRef,
    @JsonBody(CommittedRequest, { optional: true }) body: CommittedRequest | undefined,
    @Query() query: unknown,
  ): Promise<CommittedResponse> {
    return { offsets: presentOffsets(await this.consumers.committed(instance, readPartitions(body, query))) };
  }
}
