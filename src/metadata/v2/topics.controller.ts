import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { checkName, checkPartition } from '../../http/path-name.js';
import { V2Controller } from '../../http/wire.decorator.js';
import { MetadataService } from '../metadata.service.js';
import { PARTITION_PARAM, TOPIC_PARAM } from '../wire/topic-path.js';
import { ApiPartition, ApiPartitions, ApiTopic, ApiTopicNames } from '../wire/topics.document.js';
import { PartitionOffsetsResponse, PartitionResponse, TopicResponse } from '../wire/topics.dto.js';
import { presentOffsets, presentPartition, presentTopic } from '../wire/topics.presenter.js';

/** What can be read about topics. Producing to them is another controller's. */
@ApiTags('Metadata')
@V2Controller('topics')
export class TopicMetadataController {
  constructor(private readonly metadata: MetadataService) {}

  @Get()
  @ApiTopicNames()
  async listTopics(): Promise<string[]> {
    return this.metadata.topicNames();
  }

  @Get(':topic')
  @ApiTopic()
  async getTopic(@Param('topic') topic: string): Promise<TopicResponse> {
    return presentTopic(await this.metadata.topicDetails(checkName(topic, 'topic')));
  }

  @Get(':topic/partitions')
  @ApiPartitions()
  async listPartitions(@Param('topic') topic: string): Promise<PartitionResponse[]> {
    const { partitions } = await this.metadata.topic(checkName(topic, 'topic'));
    return partitions.map(presentPartition);
  }

  @Get(':topic/partitions/:partition')
  @ApiPartition()
  async getPartition(@Param('topic') topic: string, @Param('partition') partition: string): Promise<PartitionResponse> {
    return presentPartition(await this.metadata.partition(checkName(topic, 'topic'), checkPartition(partition)));
  }

  @Get(':topic/partitions/:partition/offsets')
  @ApiOperation({
    summary: 'First and next offset of a partition',
    description: 'The end offset counts records of transactions that are still open.',
  })
  @ApiParam(TOPIC_PARAM)
  @ApiParam(PARTITION_PARAM)
  @ApiOkResponse({ type: PartitionOffsetsResponse })
  async getPartitionOffsets(
    @Param('topic') topic: string,
    @Param('partition') partition: string,
  ): Promise<PartitionOffsetsResponse> {
    return presentOffsets(await this.metadata.partitionOffsets(checkName(topic, 'topic'), checkPartition(partition)));
  }
}
