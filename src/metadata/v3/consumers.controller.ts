import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName, checkPartition } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { groupPlace } from '../../http/resources/group-offset.resource.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import {
  ApiPages,
  ApiPlace,
  CONSUMER_ID,
  GROUP_ID,
  PARTITION_ID,
  TOPIC_NAME,
} from '../../http/resources/resource-docs.js';
import { GroupsService } from '../groups.service.js';
import {
  KafkaConsumerAssignmentListResponse,
  KafkaConsumerAssignmentResponse,
  KafkaConsumerListResponse,
  KafkaConsumerResponse,
} from './consumers.dto.js';
import {
  assignmentOf,
  assignmentsOf,
  consumerPlace,
  presentAssignment,
  presentConsumer,
} from './consumers.presenter.js';

@ApiTags('Consumer Group')
@V3Controller('clusters/:clusterId/consumer-groups/:groupId/consumers')
export class ConsumersV3Controller {
  constructor(
    private readonly groups: GroupsService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The members of a consumer group', description: 'By id.' })
  @ApiPlace(GROUP_ID)
  @ApiPages()
  @ApiOkResponse({ type: KafkaConsumerListResponse })
  async listKafkaConsumers(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaConsumerListResponse> {
    const group = checkName(groupId, 'group');
    const members = await this.groups.members(group);
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaConsumerList',
      groupPlace(cluster, group).related('consumers').related,
      members,
      (member) => presentConsumer(cluster, clusterId, group, member),
      { query, keyOf: ({ memberId }) => [memberId] },
    );
  }

  @Get(':consumerId')
  @ApiOperation({ summary: 'A member of a consumer group' })
  @ApiPlace(GROUP_ID, CONSUMER_ID)
  @ApiOkResponse({ type: KafkaConsumerResponse })
  async getKafkaConsumer(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Param('consumerId') consumerId: string,
  ): Promise<KafkaConsumerResponse> {
    const group = checkName(groupId, 'group');
    const member = await this.groups.member(group, consumerId);
    return presentConsumer(this.places.cluster(req, clusterId), clusterId, group, member);
  }

  @Get(':consumerId/assignments')
  @ApiOperation({ summary: 'The partitions of a member', description: 'By topic and partition.' })
  @ApiPlace(GROUP_ID, CONSUMER_ID)
  @ApiPages()
  @ApiOkResponse({ type: KafkaConsumerAssignmentListResponse })
  async listKafkaConsumerAssignment(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Param('consumerId') consumerId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaConsumerAssignmentListResponse> {
    const group = checkName(groupId, 'group');
    const member = await this.groups.member(group, consumerId);
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaConsumerAssignmentList',
      consumerPlace(cluster, group, consumerId).related('assignments').related,
      assignmentsOf(member),
      (entry) => presentAssignment(cluster, clusterId, group, consumerId, entry),
      { query, keyOf: ({ topic, partition }) => [topic, partition] },
    );
  }

  @Get(':consumerId/assignments/:topicName/partitions/:partitionId')
  @ApiOperation({ summary: 'A partition of a member' })
  @ApiPlace(GROUP_ID, CONSUMER_ID, TOPIC_NAME, PARTITION_ID)
  @ApiOkResponse({ type: KafkaConsumerAssignmentResponse })
  async getKafkaConsumerAssignment(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @Param('consumerId') consumerId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<KafkaConsumerAssignmentResponse> {
    const group = checkName(groupId, 'group');
    const topic = checkName(topicName, 'topic');
    const partition = checkPartition(partitionId);
    const entry = assignmentOf(await this.groups.member(group, consumerId), topic, partition);
    return presentAssignment(this.places.cluster(req, clusterId), clusterId, group, consumerId, entry);
  }
}
