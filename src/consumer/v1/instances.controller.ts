import { Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { BaseUri } from '../../http/base-uri.js';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { DialectController } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { ApiCreateConsumer, ApiDeleteConsumer } from '../wire/instances.document.js';
import { CreateConsumerRequest, CreateConsumerResponse } from './instances.dto.js';
import { presentConsumer, readCreateConsumer } from './instances.presenter.js';

const EXAMPLES = {
  binary: {
    summary: 'Base64 from the beginning',
    value: { name: 'my_consumer', format: 'binary', 'auto.offset.reset': 'smallest', 'auto.commit.enable': 'false' },
  },
};

@ApiTags('Consume')
@DialectController('v1', 'consumers/:group')
export class ConsumersV1Controller {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly baseUri: BaseUri,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiCreateConsumer(CreateConsumerRequest, CreateConsumerResponse, {
    examples: EXAMPLES,
    first: 'It reads the topic that it is first asked for.',
  })
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
@DialectController('v1', 'consumers/:group/instances/:instance')
export class InstancesV1Controller {
  constructor(private readonly consumers: ConsumerService) {}

  @Delete()
  @HttpCode(204)
  @ApiDeleteConsumer()
  async deleteConsumer(@PathInstance() instance: InstanceRef): Promise<void> {
    await this.consumers.remove(instance);
  }
}
