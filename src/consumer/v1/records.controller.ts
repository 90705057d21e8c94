import { Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { answerError } from '../../http/answer.js';
import { DialectRawController } from '../../http/wire.decorator.js';
import { ConsumerService } from '../consumer.service.js';
import { ApiConsumerInstance, instanceOf } from '../wire/instance-path.js';
import { ApiReadTopic } from './records.document.js';
import { answerTopicRead } from './topic-read.js';

/** Consuming in v1: the handler takes the bare request and response. */
@ApiConsumerInstance()
@DialectRawController('v1', 'consumers/:group/instances/:instance/topics')
export class RecordsV1Controller {
  constructor(private readonly consumers: ConsumerService) {}

  @Get(':topic')
  @ApiReadTopic('Read records of a topic', 'There is no such topic, or no such consumer instance (any more).')
  async consumeTopic(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      await answerTopicRead(this.consumers, instanceOf(req), req, res);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
