import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { ConfigReadService } from '../configs.service.js';
import { TopicConfigListResponse, TopicConfigResponse } from './configs.dto.js';
import { flat, presentTopicConfig } from './configs.presenter.js';

@ApiTags('Configs')
@V3Controller('clusters/:clusterId/topics')
export class TopicConfigsController {
  constructor(
    private readonly configs: ConfigReadService,
    private readonly places: Places,
  ) {}

  @Get('-/configs')
  @ApiOperation({
    summary: 'The settings of all topics',
    description: "One flat list; Kafka's own topics are left out.",
  })
  @ApiPlace()
  @ApiPages()
  @ApiOkResponse({ type: TopicConfigListResponse })
  async listKafkaAllTopicConfigs(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: PageQuery,
  ): Promise<TopicConfigListResponse> {
    const cluster = this.places.cluster(req, clusterId);
    const entries = flat(await this.configs.ofAllTopics());
    return collection(
      'KafkaTopicConfigList',
      `${cluster.url}/topics/-/configs`,
      entries,
      (entry) => presentTopicConfig(cluster, clusterId, entry),
      { query, keyOf: ({ owner, config }) => [owner, config.name] },
    );
  }

  @Get(':topicName/configs')
  @ApiOperation({ summary: 'The settings of a topic', description: 'Those with a default value too, sorted by name.' })
  @ApiPlace(TOPIC_NAME)
  @ApiPages()
  @ApiOkResponse({ type: TopicConfigListResponse })
  async listKafkaTopicConfigs(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Query() query: PageQuery,
  ): Promise<TopicConfigListResponse> {
    const name = checkName(topicName, 'topic_name');
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaTopicConfigList',
      `${cluster.child('topics', 'topic', name).url}/configs`,
      await this.configs.settings({ type: 'topic', name }),
      (config) => presentTopicConfig(cluster, clusterId, { owner: name, config }),
      { query, keyOf: (config) => [config.name] },
    );
  }

  @Get(':topicName/configs/:name')
  @ApiOperation({ summary: 'One setting of a topic' })
  @ApiPlace(TOPIC_NAME)
  @ApiParam({ name: 'name', description: 'Name of the setting.', example: 'retention.ms' })
  @ApiOkResponse({ type: TopicConfigResponse })
  async getKafkaTopicConfig(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @Param('name') name: string,
  ): Promise<TopicConfigResponse> {
    const owner = checkName(topicName, 'topic_name');
    const config = await this.configs.setting({ type: 'topic', name: owner }, checkName(name, 'name'));
    return presentTopicConfig(this.places.cluster(req, clusterId), clusterId, { owner, config });
  }
}
