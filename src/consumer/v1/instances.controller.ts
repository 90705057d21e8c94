import { Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { BaseUri } from '../../http/base-uri.js';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { DialectController } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, GROUP_PARAM, PathInstance } from '../wire/instance-path.js';
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
  @ApiOperation({
    summary: 'Create a consumer instance',
    description:
      'It reads the topic that it is first asked for. It is closed when no request comes for it for some time (`consumer.instance.timeout.ms`).',
  })
  @ApiParam(GROUP_PARAM)
  @ApiBody({ type: CreateConsumerRequest, required: false, examples: EXAMPLES })
  @ApiOkResponse({ type: CreateConsumerResponse })
  @ApiConflictResponse({ description: 'The group has an instance of this name already.' })
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
  @ApiOperation({
    summary: 'Delete a consumer instance',
    description: 'It leaves its group. Reads that wait end with 404.',
  })
  @ApiNoContentResponse()
  async deleteConsumer(@PathInstance() instance: InstanceRef): Promise<void> {
    await this.consumers.remove(instance);
  }
}
