import { Get, Param } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiExtraModels, ApiTags } from '@nestjs/swagger';
import { checkName, checkPartition } from '../../http/path-name.js';
import { DialectController } from '../../http/wire.decorator.js';
import { MetadataService } from '../metadata.service.js';
import { ApiPartitions, ApiTopic, ApiTopicNames } from '../wire/topics.document.js';
import { PartitionResponse, TopicResponse } from '../wire/topics.dto.js';
import { presentPartition, presentTopic } from '../wire/topics.presenter.js';

/** What v1 tells about topics. */
@ApiTags('Metadata')
@ApiExtraModels(PartitionResponse)
@DialectController('v1', 'topics')
export class TopicMetadataV1Controller {
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

  /** Documented where `?offset=` makes a read of it, which passes on what has none. */
  @Get(':topic/partitions/:partition')
  @ApiExcludeEndpoint()
  async getPartition(@Param('topic') topic: string, @Param('partition') partition: string): Promise<PartitionResponse> {
    return presentPartition(await this.metadata.partition(checkName(topic, 'topic'), checkPartition(partition)));
  }
}
