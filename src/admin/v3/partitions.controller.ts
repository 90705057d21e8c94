import { Delete, HttpCode, Param, Put, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { PartitionChangesService } from '../partitions.service.js';
import { DeletedRecordsResponse, ReassignPartitionRequest } from './partitions.dto.js';
import { presentDeletedRecords, readBeforeOffset } from './partitions.presenter.js';

/** Beyond what Confluent's API can do. */
@V3Controller('clusters/:clusterId/topics/:topicName/partitions/:partitionId')
export class PartitionChangesV3Controller {
  constructor(
    private readonly partitions: PartitionChangesService,
    private readonly places: Places,
  ) {}

  @Delete('records')
  @ApiTags('Records')
  @ApiOperation({
    summary: 'Delete the records before an offset',
    description: 'For good. An offset before the first record deletes nothing; one behind the end is refused.',
  })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiQuery({
    name: 'before_offset',
    schema: { type: 'string', pattern: '^(\\d{1,16}|end)$', example: '0' },
    description: 'The first offset to keep, or `end`: all records are deleted.',
  })
  @ApiOkResponse({ type: DeletedRecordsResponse })
  async deleteKafkaRecords(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
    @Query('before_offset') beforeOffset: unknown,
  ): Promise<DeletedRecordsResponse> {
    const topic = checkName(topicName, 'topic');
    const partition = checkPartition(partitionId);
    const earliest = await this.partitions.deleteRecords(topic, partition, readBeforeOffset(beforeOffset));
    return presentDeletedRecords(this.places.cluster(req, clusterId), clusterId, topic, partition, earliest);
  }

  @Put('reassignment')
  @HttpCode(202)
  @ApiTags('Partition')
  @ApiOperation({
    summary: 'Move a partition to other brokers',
    description: 'Answered when the move has begun; `GET` tells how far it is, and 404 when it is done.',
  })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiBody({ type: ReassignPartitionRequest })
  @ApiAcceptedResponse({ description: 'It has begun.' })
  async updateKafkaReassignment(
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
    @JsonBody(ReassignPartitionRequest) body: ReassignPartitionRequest,
  ): Promise<void> {
    await this.partitions.reassign(checkName(topicName, 'topic'), checkPartition(partitionId), body.replicas);
  }

  @Delete('reassignment')
  @HttpCode(204)
  @ApiTags('Partition')
  @ApiOperation({ summary: 'Stop moving a partition', description: 'It stays where it was.' })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiNoContentResponse()
  async deleteKafkaReassignment(
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<void> {
    await this.partitions.reassign(checkName(topicName, 'topic'), checkPartition(partitionId), null);
  }
}
