import { Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Settings } from '../../config/settings.js';
import { BaseUri } from '../../http/base-uri.js';
import { DRAFT_READ } from '../../http/dialects/draft.js';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { Consumes, DialectController } from '../../http/wire.decorator.js';
import { ConsumerService, type InstanceRef } from '../consumer.service.js';
import { ApiConsumerInstance, PathInstance } from '../wire/instance-path.js';
import { ApiCreateConsumer, ApiDeleteConsumer } from '../wire/instances.document.js';
import { CommittedStateResponse } from './commit.dto.js';
import { presentCommitted } from './commit.presenter.js';
import { refuseBody } from './empty-body.js';
import { CreateDraftConsumerRequest, CreateDraftConsumerResponse } from './instances.dto.js';
import { presentDraftConsumer, readCreateDraftConsumer } from './instances.presenter.js';

const EXAMPLES = {
  named: {
    summary: 'From the first record on',
    value: { id: 'my_consumer', 'auto.offset.reset': 'smallest', 'auto.commit.enable': 'false' },
  },
};

@ApiTags('Consume')
@DialectController('draft', 'consumers/:group')
export class ConsumersDraftController {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly baseUri: BaseUri,
  ) {}

  @Post()
  @HttpCode(200)
  @Consumes(...DRAFT_READ)
  @ApiCreateConsumer(CreateDraftConsumerRequest, CreateDraftConsumerResponse, { examples: EXAMPLES })
  createConsumer(
    @Param('group') group: string,
    @JsonBody(CreateDraftConsumerRequest, { optional: true }) body: CreateDraftConsumerRequest | undefined,
    @Req() req: Request,
  ): CreateDraftConsumerResponse {
    const name = this.consumers.create(checkName(group, 'group'), readCreateDraftConsumer(body ?? {}));
    return presentDraftConsumer(this.baseUri.ofInstance(req), group, name);
  }
}

@ApiConsumerInstance()
@DialectController('draft', 'consumers/:group/instances/:instance')
export class InstancesDraftController {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly settings: Settings,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Commit offsets',
    description: 'Exactly what was delivered. The body is empty. Answers what is stored, once it is.',
  })
  @ApiOkResponse({ type: [CommittedStateResponse] })
  @ApiResponse({ status: 408 })
  @ApiResponse({ status: 413 })
  @ApiResponse({ status: 415 })
  @ApiResponse({ status: 422 })
  async commitOffsets(@PathInstance() instance: InstanceRef, @Req() req: Request): Promise<CommittedStateResponse[]> {
    await refuseBody(req, this.settings.http);
    return presentCommitted(await this.consumers.commitDelivered(instance));
  }

  @Delete()
  @HttpCode(204)
  @ApiDeleteConsumer()
  async deleteConsumer(@PathInstance() instance: InstanceRef): Promise<void> {
    await this.consumers.remove(instance);
  }
}
