import { Delete, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import { collection } from '../../http/resources/collection.js';
import { GroupOffsetListResource, groupPlace, presentGroupOffset } from '../../http/resources/group-offset.resource.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace, GROUP_ID, PARTITION_ID, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import type { TopicPartitionOffset } from '../../kafka/record.js';
import { GroupChangesService } from '../groups.service.js';
import { ResetGroupOffsetsRequest, UpdateGroupOffsetsRequest } from './groups.dto.js';
import { readOffsets, readSelection, readTarget } from './groups.presenter.js';

/** Beyond what Confluent's API can do. */
@ApiTags('Consumer Group')
@V3Controller('clusters/:clusterId/consumer-groups/:groupId')
export class GroupChangesV3Controller {
  constructor(
    private readonly groups: GroupChangesService,
    private readonly places: Places,
  ) {}

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a consumer group', description: 'With its offsets. Refused while it has members.' })
  @ApiPlace(GROUP_ID)
  @ApiNoContentResponse()
  async deleteKafkaConsumerGroup(@Param('groupId') groupId: string): Promise<void> {
    await this.groups.delete(checkName(groupId, 'group'));
  }

  @Post('offsets\\:reset')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move where a consumer group goes on',
    description: 'Answers what was, or would be, set. Refused while the group has members.',
  })
  @ApiPlace(GROUP_ID)
  @ApiBody({ type: ResetGroupOffsetsRequest })
  @ApiOkResponse({ type: GroupOffsetListResource })
  async resetKafkaConsumerGroupOffsets(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @JsonBody(ResetGroupOffsetsRequest) body: ResetGroupOffsetsRequest,
  ): Promise<GroupOffsetListResource> {
    const group = checkName(groupId, 'group');
    const selection = readSelection(body.topic_partitions);
    const validateOnly = body.validate_only ?? false;
    const offsets = await this.groups.reset(group, readTarget(body.to), selection, { validateOnly });
    return this.present(req, clusterId, group, offsets);
  }

  @Patch('offsets')
  @ApiOperation({
    summary: 'Set committed offsets of a consumer group',
    description: 'Others stay. A group that does not exist begins with them. Offsets outside a log are refused.',
  })
  @ApiPlace(GROUP_ID)
  @ApiBody({ type: UpdateGroupOffsetsRequest })
  @ApiOkResponse({ type: GroupOffsetListResource })
  async updateKafkaConsumerGroupOffsets(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('groupId') groupId: string,
    @JsonBody(UpdateGroupOffsetsRequest) body: UpdateGroupOffsetsRequest,
  ): Promise<GroupOffsetListResource> {
    const group = checkName(groupId, 'group');
    const offsets = readOffsets(body.data);
    await this.groups.commit(group, offsets, { validateOnly: body.validate_only ?? false });
    return this.present(req, clusterId, group, offsets);
  }

  @Delete('offsets/:topicName/partitions/:partitionId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a committed offset', description: 'Refused while members read the topic.' })
  @ApiPlace(GROUP_ID, TOPIC_NAME, PARTITION_ID)
  @ApiNoContentResponse()
  async deleteKafkaConsumerGroupOffset(
    @Param('groupId') groupId: string,
    @Param('topicName') topicName: string,
    @Param('partitionId') partitionId: string,
  ): Promise<void> {
    const topic = checkName(topicName, 'topic');
    await this.groups.forget(checkName(groupId, 'group'), { topic, partition: checkPartition(partitionId) });
  }

  private present(
    req: Request,
    clusterId: string,
    group: string,
    offsets: readonly TopicPartitionOffset[],
  ): GroupOffsetListResource {
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaConsumerGroupOffsetList',
      groupPlace(cluster, group).related('offsets').related,
      offsets,
      (offset) => presentGroupOffset(cluster, clusterId, group, offset),
    );
  }
}
