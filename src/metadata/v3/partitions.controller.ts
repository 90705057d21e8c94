import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { GatewayError } from '../../errors/gateway-error.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { type Query as Queries, queryText } from '../../http/resources/query-flag.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { topicPlace } from '../../http/resources/topic.resource.js';
import { MetadataService } from '../metadata.service.js';
import {
  KafkaPartitionListResponse,
  KafkaPartitionResponse,
  KafkaPartitionWithOffsetsResponse,
} from './partitions.dto.js';
import { OFFSET_TYPE, presentPartition, presentPartitionOffsets } from './partitions.presenter.js';

@ApiTags('Partition')
@V3Controller('clusters/:clusterId/topics/:topicName/partitions')
export class PartitionsV3Controller {
  constructor(
    private readonly metadata: MetadataService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The partitions of a topic', description: 'By id.' })
  @ApiPlace(TOPIC_NAME)
  @ApiPages()
  @ApiOkResponse({ type: KafkaPartitionListResponse })
  async listKafkaPartitions(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Query() query: PageQuery,
  ): Promise<KafkaPartitionListResponse> {
    const topic = checkName(topicName, 'topic');
    const { partitions } = await this.metadata.topic(topic);
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaPartitionList',
      `${topicPlace(cluster, topic).url}/partitions`,
      partitions,
      (partition) => presentPartition(cluster, clusterId, topic, partition),
      { query, keyOf: ({ partition }) => [partition] },
    );
  }

  @Get(':partitionId')
  @ApiOperation({ summary: 'A partition' })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiOkResponse({ type: KafkaPartitionResponse })
  async getKafkaPartition(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<KafkaPartitionResponse> {
    const topic = checkName(topicName, 'topic');
    const partition = await this.metadata.partition(topic, checkPartition(partitionId));
    return presentPartition(this.places.cluster(req, clusterId), clusterId, topic, partition);
  }

  @Get(':partitionId/offset')
  @ApiOperation({
    summary: 'First and next offset of a partition',
    description: 'The next one counts records of transactions that are still open.',
  })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiQuery({ name: 'offset_type', required: false, schema: { type: 'string', enum: [OFFSET_TYPE] } })
  @ApiOkResponse({ type: KafkaPartitionWithOffsetsResponse })
  async getKafkaPartitionOffsets(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
    @Query() query: Queries,
  ): Promise<KafkaPartitionWithOffsetsResponse> {
    checkOffsetType(queryText(query, 'offset_type'));
    const topic = checkName(topicName, 'topic');
    const partition = checkPartition(partitionId);
    const offsets = await this.metadata.partitionOffsets(topic, partition);
    return presentPartitionOffsets(this.places.cluster(req, clusterId), clusterId, topic, partition, offsets);
  }
}

function checkOffsetType(type: string = OFFSET_TYPE): void {
  if (type !== OFFSET_TYPE) {
    throw new GatewayError('bad-request', `offset_type:${type.slice(0, 40)} is invalid: it must be ${OFFSET_TYPE}.`);
  }
}
