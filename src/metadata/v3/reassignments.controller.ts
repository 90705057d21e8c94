import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName, checkPartition } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { topicPlace } from '../../http/resources/topic.resource.js';
import type { Reassignment } from '../../kafka/partitions.client.js';
import { ReassignmentsService } from '../reassignments.service.js';
import { KafkaReassignmentListResponse, KafkaReassignmentResponse } from './reassignments.dto.js';
import { presentReassignment } from './reassignments.presenter.js';

/** Paths with `-` come first: they also look like those of a topic or partition of that name. */
@ApiTags('Partition')
@V3Controller('clusters/:clusterId/topics')
export class ReassignmentsV3Controller {
  constructor(
    private readonly reassignments: ReassignmentsService,
    private readonly places: Places,
  ) {}

  @Get('-/partitions/-/reassignment')
  @ApiOperation({ summary: 'All partitions that are being reassigned', description: 'By topic and partition.' })
  @ApiPlace()
  @ApiPages()
  @ApiOkResponse({ type: KafkaReassignmentListResponse })
  async listKafkaReassignments(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: PageQuery,
  ): Promise<KafkaReassignmentListResponse> {
    const self = `${this.places.cluster(req, clusterId).url}/topics/-/partitions/-/reassignment`;
    return this.listOf(req, clusterId, self, await this.reassignments.all(), query);
  }

  @Get(':topicName/partitions/-/reassignment')
  @ApiOperation({ summary: 'Partitions of a topic that are being reassigned', description: 'By partition.' })
  @ApiPlace(TOPIC_NAME)
  @ApiPages()
  @ApiOkResponse({ type: KafkaReassignmentListResponse })
  async searchKafkaReassignmentsByTopic(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Query() query: PageQuery,
  ): Promise<KafkaReassignmentListResponse> {
    const topic = checkName(topicName, 'topic');
    const self = `${topicPlace(this.places.cluster(req, clusterId), topic).url}/partitions/-/reassignment`;
    return this.listOf(req, clusterId, self, await this.reassignments.ofTopic(topic), query);
  }

  @Get(':topicName/partitions/:partitionId/reassignment')
  @ApiOperation({ summary: 'The reassignment of a partition', description: '404 while it stays where it is.' })
  @ApiPlace(TOPIC_NAME, PARTITION_ID)
  @ApiOkResponse({ type: KafkaReassignmentResponse })
  async getKafkaReassignment(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<KafkaReassignmentResponse> {
    const topic = checkName(topicName, 'topic');
    const reassignment = await this.reassignments.ofPartition(topic, checkPartition(partitionId));
    return presentReassignment(this.places.cluster(req, clusterId), clusterId, reassignment);
  }

  private listOf(
    req: Request,
    clusterId: string,
    self: string,
    reassignments: readonly Reassignment[],
    query: PageQuery,
  ): KafkaReassignmentListResponse {
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaReassignmentList',
      self,
      reassignments,
      (reassignment) => presentReassignment(cluster, clusterId, reassignment),
      { query, keyOf: ({ topic, partition }) => [topic, partition] },
    );
  }
}
