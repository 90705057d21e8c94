import { Delete, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { ConfigChangeService } from '../configs.service.js';
import { CHANGES_OF_TOPICS, SETTING, TOPIC_CHANGES } from './configs.docs.js';
import { AlterConfigsRequest, AlterTopicsRequest, TopicFailuresResponse, UpdateConfigRequest } from './configs.dto.js';
import { presentFailures, readChanges, readTopicChanges } from './configs.presenter.js';

@ApiTags('Configs')
@V3Controller('clusters/:clusterId/topics')
export class TopicConfigChangesController {
  constructor(private readonly configs: ConfigChangeService) {}

  @Post('-/configs\\:alter')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change settings of several topics',
    description: 'Each topic by itself. An unknown topic or setting refuses everything before anything is changed.',
  })
  @ApiPlace()
  @ApiBody({ type: AlterTopicsRequest, examples: CHANGES_OF_TOPICS })
  @ApiNoContentResponse({ description: 'All were changed.' })
  @ApiResponse({ status: 207, type: TopicFailuresResponse, description: 'Some were not changed.' })
  async updateKafkaAllTopicConfigsBatch(
    @Res({ passthrough: true }) res: Response,
    @JsonBody(AlterTopicsRequest) body: AlterTopicsRequest,
  ): Promise<TopicFailuresResponse | undefined> {
    const options = { validateOnly: body.validate_only ?? false };
    const failures = await this.configs.alterTopics(readTopicChanges(body.data), options);
    if (failures.length === 0) return undefined;
    res.status(207);
    return presentFailures(failures);
  }

  @Post(':topicName/configs\\:alter')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change settings of a topic', description: 'All or none.' })
  @ApiPlace(TOPIC_NAME)
  @ApiBody({ type: AlterConfigsRequest, examples: TOPIC_CHANGES })
  @ApiNoContentResponse()
  async updateKafkaTopicConfigBatch(
    @Param('topicName') topicName: string,
    @JsonBody(AlterConfigsRequest) body: AlterConfigsRequest,
  ): Promise<void> {
    const name = checkName(topicName, 'topic_name');
    const options = { validateOnly: body.validate_only ?? false };
    await this.configs.alter({ type: 'topic', name }, readChanges(body.data), options);
  }

  @Put(':topicName/configs/:name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a setting of a topic' })
  @ApiPlace(TOPIC_NAME)
  @ApiParam(SETTING)
  @ApiBody({ type: UpdateConfigRequest })
  @ApiNoContentResponse()
  async updateKafkaTopicConfig(
    @Param('topicName') topicName: string,
    @Param('name') name: string,
    @JsonBody(UpdateConfigRequest) body: UpdateConfigRequest,
  ): Promise<void> {
    const topic = checkName(topicName, 'topic_name');
    const changes = readChanges([{ name, value: body.value }]);
    await this.configs.alter({ type: 'topic', name: topic }, changes, { validateOnly: false });
  }

  @Delete(':topicName/configs/:name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reset a setting of a topic', description: 'To its default value.' })
  @ApiPlace(TOPIC_NAME)
  @ApiParam(SETTING)
  @ApiNoContentResponse()
  async deleteKafkaTopicConfig(@Param('topicName') topicName: string, @Param('name') name: string): Promise<void> {
    const topic = checkName(topicName, 'topic_name');
    await this.configs.reset({ type: 'topic', name: topic }, checkName(name, 'name'));
  }
}
