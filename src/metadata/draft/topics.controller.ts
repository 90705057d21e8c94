import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { checkName, checkPartition } from '../../http/path-name.js';
import { DialectController } from '../../http/wire.decorator.js';
import { MetadataService } from '../metadata.service.js';
import { TOPIC_PARAM } from '../wire/topic-path.js';
import { ApiPartition, ApiPartitions } from '../wire/topics.document.js';
import { PartitionResponse } from '../wire/topics.dto.js';
import { presentPartition } from '../wire/topics.presenter.js';
import { CountedTopicResponse } from './topics.dto.js';
import { presentCounted } from './topics.presenter.js';

/** What can be read about topics. Producing to them is another controller's. */
@ApiTags('Metadata')
@DialectController('draft', 'topics')
export class TopicMetadataDraftController {
  constructor(private readonly metadata: MetadataService) {}

  @Get()
  @ApiOperation({ summary: 'All topics', description: 'Internal topics included, sorted by name.' })
  @ApiOkResponse({ type: [CountedTopicResponse] })
  async listTopics(): Promise<CountedTopicResponse[]> {
    return (await this.metadata.topics()).map(presentCounted);
  }

  @Get(':topic')
  @ApiOperation({ summary: 'A topic' })
  @ApiParam(TOPIC_PARAM)
  @ApiOkResponse({ type: CountedTopicResponse })
  async getTopic(@Param('topic') topic: string): Promise<CountedTopicResponse> {
    return presentCounted(await this.metadata.topic(checkName(topic, 'topic')));
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
}
