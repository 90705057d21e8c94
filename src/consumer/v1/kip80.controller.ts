import { Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { V1_ANY } from '../../http/dialects/v1.js';
import { DialectRawController } from '../../http/wire.decorator.js';
import { ConsumerService } from '../consumer.service.js';
import { ApiConsumerInstance } from '../wire/instance-path.js';
import { kipError, kipInstanceOf } from './kip80.path.js';
import { CommittedOffsetResponse } from './offsets.dto.js';
import { presentCommit } from './offsets.presenter.js';
import { ApiReadTopic } from './records.document.js';
import { answerTopicRead } from './topic-read.js';

/** The paths of KIP-80 for what v1 has at `/consumers/:group/instances/:instance`. */
@ApiConsumerInstance()
@DialectRawController('v1', 'consumers/:group/:instance')
export class Kip80Controller {
  constructor(private readonly consumers: ConsumerService) {}

  @Get(':topic')
  @ApiReadTopic('Read records of a topic (KIP-80)', '40401: no such topic or group; 40402: no such consumer instance.')
  async consumeTopicOfInstance(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      const instance = kipInstanceOf(req);
      await answerTopicRead(this.consumers, instance, req, res).catch((error: unknown) => {
        throw kipError(error, this.consumers, instance);
      });
    } catch (error) {
      answerError(req, res, error);
    }
  }

  @Post('offsets')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Commit what was delivered (KIP-80)',
    description: 'Answers the last committed record of each partition, once Kafka has stored it. A body is not read.',
  })
  @ApiOkResponse({ type: [CommittedOffsetResponse] })
  async commitOffsetsOfInstance(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      const type = negotiate(req, V1_ANY);
      const instance = kipInstanceOf(req);
      const stored = await this.consumers.commitDelivered(instance).catch((error: unknown) => {
        throw kipError(error, this.consumers, instance);
      });
      answer(res, 200, type, JSON.stringify(presentCommit(stored)));
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
