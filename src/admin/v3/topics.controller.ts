import { Delete, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { presentTopic, TopicResource } from '../../http/resources/topic.resource.js';
import { TopicChangesService } from '../topics.service.js';
import { CreateTopicRequest, UpdatePartitionCountRequest } from './topics.dto.js';
import { readNewTopic } from './topics.presenter.js';

const CREATE_EXAMPLES = {
  plain: { summary: 'Sizes given', value: { topic_name: 'sensors', partitions_count: 3, replication_factor: 1 } },
  defaults: { summary: 'Sizes of the brokers', value: { topic_name: 'sensors' } },
  settings: {
    summary: 'With settings, only checked',
    value: {
      topic_name: 'sensors',
      configs: [{ name: 'cleanup.policy', value: 'compact' }],
      validate_only: true,
    },
  },
  placed: {
    summary: 'Replicas placed by hand',
    value: { topic_name: 'sensors', replicas_assignments: { '0': [1], '1': [1] } },
  },
};
const CREATED = {
  type: TopicResource,
  headers: { Location: { description: 'URL of the topic.', schema: { type: 'string' } } },
} as const;

@ApiTags('Topic')
@V3Controller('clusters/:clusterId/topics')
export class TopicChangesV3Controller {
  constructor(
    private readonly topics: TopicChangesService,
    private readonly places: Places,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Create a topic',
    description: 'With `validate_only` it is only checked, and answered with 200.',
  })
  @ApiPlace()
  @ApiBody({ type: CreateTopicRequest, examples: CREATE_EXAMPLES })
  @ApiCreatedResponse(CREATED)
  @ApiOkResponse(CREATED)
  async createKafkaTopic(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @Param('clusterId') clusterId: string,
    @JsonBody(CreateTopicRequest) body: CreateTopicRequest,
  ): Promise<TopicResource> {
    const validateOnly = body.validate_only ?? false;
    const topic = await this.topics.create(readNewTopic(body), { validateOnly });
    const resource = presentTopic(this.places.cluster(req, clusterId), clusterId, topic);
    res.setHeader('Location', resource.metadata.self);
    res.status(validateOnly ? 200 : 201);
    return resource;
  }

  @Patch(':topicName')
  @ApiOperation({ summary: 'Give a topic more partitions', description: 'Their number can only grow.' })
  @ApiPlace(TOPIC_NAME)
  @ApiBody({ type: UpdatePartitionCountRequest })
  @ApiOkResponse({ type: TopicResource })
  async updatePartitionCountKafkaTopic(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('topicName') topicName: string,
    @JsonBody(UpdatePartitionCountRequest) body: UpdatePartitionCountRequest,
  ): Promise<TopicResource> {
    const name = checkName(topicName, 'topic');
    const validateOnly = body.validate_only ?? false;
    const topic = await this.topics.grow(name, body.partitions_count, { validateOnly });
    return presentTopic(this.places.cluster(req, clusterId), clusterId, topic);
  }

  @Delete(':topicName')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a topic with all its records' })
  @ApiPlace(TOPIC_NAME)
  @ApiNoContentResponse()
  async deleteKafkaTopic(@Param('topicName') topicName: string): Promise<void> {
    await this.topics.delete(checkName(topicName, 'topic'));
  }
}
