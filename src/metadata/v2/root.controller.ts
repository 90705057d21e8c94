import { Controller, Get, HttpCode, Post, Req, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Settings } from '../../config/settings.js';
import { VERSION } from '../../config/version.js';
import { BaseUri } from '../../http/base-uri.js';
import { readBody } from '../../http/body.js';
import { refuseOtherTypes } from '../../http/content-type.js';
import { DRAFT_ANY } from '../../http/dialects/draft.js';
import { V1_TYPE } from '../../http/dialects/v1.js';
import { V2_ANY } from '../../http/dialects/v2.js';
import { Consumes, Produces } from '../../http/wire.decorator.js';
import { WireGuard } from '../../http/wire.guard.js';
import { checkStringMap } from './root.body.js';
import { RootResponse } from './root.dto.js';
import { presentRoot } from './root.presenter.js';

/** Every client may knock here, whatever it speaks. */
const TYPES = [...V2_ANY, V1_TYPE, ...DRAFT_ANY];
const STRING_MAP = { type: 'object', additionalProperties: { type: 'string' } };
const EMPTY = { type: 'object', additionalProperties: false };

/** Tells what is here. Existing clients probe `/` and ignore what they find in the answer, so it may say more than `{}`. */
@ApiTags('Metadata')
@Controller({ path: '', version: VERSION_NEUTRAL })
@UseGuards(WireGuard)
export class RootController {
  constructor(
    private readonly baseUri: BaseUri,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Produces(...TYPES)
  @ApiOperation({ summary: 'Versions and links', description: 'Does not ask Kafka.' })
  @ApiOkResponse({ type: RootResponse })
  getRoot(@Req() req: Request): RootResponse {
    return presentRoot(this.baseUri.of(req), VERSION, this.settings.http.apis);
  }

  @Post()
  @HttpCode(200)
  @Consumes(...TYPES)
  @Produces(...TYPES)
  @ApiOperation({
    summary: 'Takes any map of texts and does nothing with it',
    description: 'For clients that try whether a POST comes through.',
    requestBody: {
      required: true,
      content: Object.fromEntries(
        [...TYPES, 'application/json'].map((type) => [type, { schema: STRING_MAP, example: { hello: 'world' } }]),
      ),
    },
  })
  @ApiOkResponse({ schema: EMPTY })
  async postRoot(@Req() req: Request): Promise<object> {
    const { bodyMaxBytes, bodyMaxDepth } = this.settings.http;
    refuseOtherTypes(req.headers['content-type'], TYPES);
    checkStringMap(await readBody(req, bodyMaxBytes), bodyMaxDepth);
    return {};
  }
}
