import { Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiConflictResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { JsonBody } from '../../http/json-body.decorator.js';
import { V2Controller } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { SubscribeRequest, SubscriptionResponse } from './subscription.dto.js';
import { readSubscription } from './subscription.presenter.js';

const EXAMPLES = {
  topics: { summary: 'Topics by name', value: { topics: ['jsontest'] } },
  pattern: { summary: 'Topics by pattern, also those to come', value: { topic_pattern: 'json.*' } },
};

@ApiConsumerInstance()
@V2Controller('consumers/:group/instances/:instance/subscription')
export class SubscriptionController {
  constructor(private readonly consumers: ConsumerService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'Join the group to read topics', description: 'Takes the place of a former list.' })
  @ApiBody({ type: SubscribeRequest, examples: EXAMPLES })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'The instance has a manual assignment, or a subscription of the other kind.' })
  async subscribe(
    @PathInstance() instance: InstanceRef,
    @JsonBody(SubscribeRequest) body: SubscribeRequest,
  ): Promise<void> {
    const wanted = readSubscription(body);
    if ('topics' in wanted) await this.consumers.subscribe(instance, wanted.topics);
    else await this.consumers.subscribePattern(instance, wanted.pattern);
  }

  @Get()
  @ApiOperation({ summary: 'The topics subscribed to' })
  @ApiOkResponse({ type: SubscriptionResponse })
  async getSubscription(@PathInstance() instance: InstanceRef): Promise<SubscriptionResponse> {
    return { topics: [...(await this.consumers.subscription(instance))] };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Unsubscribe', description: 'Leaves the group, or drops the manual assignment.' })
  @ApiNoContentResponse()
  async unsubscribe(@PathInstance() instance: InstanceRef): Promise<void> {
    await this.consumers.unsubscribe(instance);
  }
}
