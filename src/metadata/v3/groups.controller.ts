import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName, checkPartition } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import {
  GroupOffsetListResource,
  GroupOffsetResource,
  groupPlace,
  presentGroupOffset,
} from '../../http/resources/group-offset.resource.js';
import { Places } from '../../http/resources/places.js';
import { queryText, type Query as Queries } from '../../http/resources/query-flag.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, GROUP_ID, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { GroupsService } from '../groups.service.js';
import { KafkaConsumerGroupListResponse, KafkaConsumerGroupResponse } from './groups.dto.js';
import { inStates, presentGroup } from './groups.presenter.js';

@ApiTags('Consumer Group')
@V3Controller('clusters/:clusterId/consumer-groups')
export class GroupsV3Controller {
  constructor(
    private readonly groups: GroupsService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The consumer groups',
    description: 'By name. Those that the gateway may not describe are left out.',
  })
  @ApiPlace()
  @ApiPages()
  @ApiQuery({
    name: 'state',
    required: false,
    schema: { type: 'string' },
    description: 'Only groups in these states, e.g. `STABLE,EMPTY`.',
  })
  @ApiOkResponse({ type: KafkaConsumerGroupListResponse })
  async listKafkaConsumerGroups(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: Queries & PageQuery,
  ): Promise<KafkaConsumerGroupListResponse> {
    const state = queryText(query, 'state');
    const groups = inStates(await this.groups.list(), state);
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaConsumerGroupList',
      cluster.related('consumer-groups').related + (state === undefined ? '' : `?state=${encodeURIComponent(state)}`),
      groups,
      (group) => presentGroup(cluster, clusterId, group),
      { query, keyOf: ({ group }) => [group] },
    );
  }

  @Get(':groupId')
  @ApiOperation({ summary: 'A consumer group' })
  @ApiPlace(GROUP_ID)
  @ApiOkResponse({ type: KafkaConsumerGroupResponse })
  async getKafkaConsumerGroup(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
  ): Promise<KafkaConsumerGroupResponse> {
    const group = await this.groups.get(checkName(groupId, 'group'));
    return presentGroup(this.places.cluster(req, clusterId), clusterId, group);
  }

  @Get(':groupId/offsets')
  @ApiOperation({ summary: 'The committed offsets of a consumer group', description: 'By topic and partition.' })
  @ApiPlace(GROUP_ID)
  @ApiPages()
  @ApiOkResponse({ type: GroupOffsetListResource })
  async listKafkaConsumerGroupOffsets(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Query() query: PageQuery,
  ): Promise<GroupOffsetListResource> {
    const group = checkName(groupId, 'group');
    const offsets = await this.groups.offsets(group);
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaConsumerGroupOffsetList',
      groupPlace(cluster, group).related('offsets').related,
      offsets,
      (offset) => presentGroupOffset(cluster, clusterId, group, offset),
      { query, keyOf: ({ topic, partition }) => [topic, partition] },
    );
  }

  @Get(':groupId/offsets/:topicName/partitions/:partitionId')
  @ApiOperation({ summary: 'The committed offset of a partition' })
  @ApiPlace(GROUP_ID, TOPIC_NAME, PARTITION_ID)
  @ApiOkResponse({ type: GroupOffsetResource })
  async getKafkaConsumerGroupOffset(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<GroupOffsetResource> {
    const group = checkName(groupId, 'group');
    const topic = checkName(topicName, 'topic');
    const partition = checkPartition(partitionId);
    const offset = await this.groups.offset(group, topic, partition);
    return presentGroupOffset(this.places.cluster(req, clusterId), clusterId, group, offset);
  }
}
