import { applyDecorators, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName } from '../../http/path-name.js';
import { collection } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { type Query as Queries, queryFlag } from '../../http/resources/query-flag.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { presentTopic, TopicResource } from '../../http/resources/topic.resource.js';
import { MetadataService } from '../metadata.service.js';
import { TopologyService } from '../topology.service.js';
import { readSelection, selected } from './topic-selection.js';
import { KafkaTopicListResponse } from './topics.dto.js';
import { factsOf } from './topics.presenter.js';

const flag = (name: string, description: string): MethodDecorator =>
  ApiQuery({ name, required: false, schema: { type: 'boolean', default: false }, description });

const OPERATIONS = flag('include_authorized_operations', 'Tell what the gateway may do with a topic.');

@ApiTags('Topic')
@V3Controller('clusters/:clusterId/topics')
export class TopicsV3Controller {
  constructor(
    private readonly metadata: MetadataService,
    private readonly topology: TopologyService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The topics',
    description: 'By name. The list may be a second old, unless this gateway changed topics since.',
  })
  @ApiPlace()
  @ApiPages()
  @applyDecorators(
    OPERATIONS,
    flag('include_internal', "List Kafka's own topics, too."),
    ApiQuery({ name: 'name_prefix', required: false, description: 'Only topics whose name begins like this.' }),
    ApiQuery({ name: 'name_contains', required: false, description: 'Only topics whose name contains this.' }),
  )
  @ApiOkResponse({ type: KafkaTopicListResponse })
  async listKafkaTopics(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: Queries,
  ): Promise<KafkaTopicListResponse> {
    const selection = readSelection(query);
    const topics = selected(selection, await this.topology.topics());
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaTopicList',
      `${cluster.url}/topics${selection.query}`,
      selection.operations ? await this.topology.withOperations(topics) : topics,
      (topic) => presentTopic(cluster, clusterId, factsOf(topic)),
      { query, keyOf: ({ name }) => [name] },
    );
  }

  @Get(':topicName')
  @ApiOperation({ summary: 'A topic', description: 'Internal ones, too.' })
  @ApiPlace(TOPIC_NAME)
  @OPERATIONS
  @ApiOkResponse({ type: TopicResource })
  async getKafkaTopic(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Query() query: Queries,
  ): Promise<TopicResource> {
    const name = checkName(topicName, 'topic');
    const topic = queryFlag(query, 'include_authorized_operations', 'includeAuthorizedOperations')
      ? await this.topology.topicWithOperations(name)
      : await this.metadata.topic(name);
    return presentTopic(this.places.cluster(req, clusterId), clusterId, factsOf(topic));
  }
}
