import { Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { BaseUri } from '../../http/base-uri.js';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { V2Controller } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { ApiCreateConsumer, ApiDeleteConsumer } from '../wire/instances.document.js';
import { CreateConsumerRequest, CreateConsumerResponse } from './instances.dto.js';
import { presentConsumer, readCreateConsumer } from './instances.presenter.js';

const EXAMPLES = {
  json: {
    summary: 'JSON from the beginning',
    value: { name: 'my_consumer_instance', format: 'json', 'auto.offset.reset': 'earliest' },
  },
  byHand: { summary: 'Commits only when told', value: { format: 'binary', 'auto.commit.enable': false } },
};

@ApiTags('Consume')
@V2Controller('consumers/:group')
export class ConsumersController {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly baseUri: BaseUri,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiCreateConsumer(CreateConsumerRequest, CreateConsumerResponse, { examples: EXAMPLES })
  createConsumer(
    @Param('group') group: string,
    @JsonBody(CreateConsumerRequest, { optional: true }) body: CreateConsumerRequest | undefined,
    @Req() req: Request,
  ): CreateConsumerResponse {
    const name = this.consumers.create(checkName(group, 'group'), readCreateConsumer(body ?? {}));
    return presentConsumer(this.baseUri.ofInstance(req), group, name);
  }
}

@ApiConsumerInstance()
@V2Controller('consumers/:group/instances/:instance')
export class InstancesController {
  constructor(private readonly consumers: ConsumerService) {}

  @Delete()
  @HttpCode(204)
  @ApiDeleteConsumer()
  async deleteConsumer(@PathInstance() instance: InstanceRef): Promise<void> {
    await this.consumers.remove(instance);
  }
}
