import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName, checkPartition } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { groupPlace } from '../../http/resources/group-offset.resource.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, GROUP_ID, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { GroupsService } from '../groups.service.js';
import {
  KafkaConsumerGroupLagSummaryResponse,
  KafkaConsumerLagListResponse,
  KafkaConsumerLagResponse,
} from './lags.dto.js';
import { presentLag, presentLagSummary } from './lags.presenter.js';

@ApiTags('Consumer Group')
@V3Controller('clusters/:clusterId/consumer-groups/:groupId')
export class LagsV3Controller {
  constructor(
    private readonly groups: GroupsService,
    private readonly places: Places,
  ) {}

  @Get('lag-summary')
  @ApiOperation({
    summary: 'How far a consumer group is behind',
    description: 'Partitions without a commit do not count, nor do those whose leader is missing at the moment.',
  })
  @ApiPlace(GROUP_ID)
  @ApiOkResponse({ type: KafkaConsumerGroupLagSummaryResponse })
  async getKafkaConsumerGroupLagSummary(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
  ): Promise<KafkaConsumerGroupLagSummaryResponse> {
    const group = checkName(groupId, 'group');
    const lags = await this.groups.lags(group);
    return presentLagSummary(this.places.cluster(req, clusterId), clusterId, group, lags);
  }

  @Get('lags')
  @ApiOperation({
    summary: 'How far a consumer group is behind in each partition',
    description:
      'The largest lag first. Partitions without a commit are left out, and those whose leader is missing at the moment.',
  })
  @ApiPlace(GROUP_ID)
  @ApiPages()
  @ApiOkResponse({ type: KafkaConsumerLagListResponse })
  async listKafkaConsumerLags(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaConsumerLagListResponse> {
    const group = checkName(groupId, 'group');
    const lags = await this.groups.lags(group);
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaConsumerLagList',
      groupPlace(cluster, group).related('lags').related,
      lags,
      (lag) => presentLag(cluster, clusterId, group, lag),
      { query, keyOf: ({ lag, topic, partition }) => [-lag, topic, partition] },
    );
  }

  @Get('lags/:topicName/partitions/:partitionId')
  @ApiOperation({ summary: 'How far a consumer group is behind in a partition' })
  @ApiPlace(GROUP_ID, TOPIC_NAME, PARTITION_ID)
  @ApiOkResponse({ type: KafkaConsumerLagResponse })
  async getKafkaConsumerLag(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<KafkaConsumerLagResponse> {
    const group = checkName(groupId, 'group');
    const topic = checkName(topicName, 'topic');
    const partition = checkPartition(partitionId);
    const lag = await this.groups.lag(group, topic, partition);
    return presentLag(this.places.cluster(req, clusterId), clusterId, group, lag);
  }
}
