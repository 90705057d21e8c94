import { Get, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { DRAFT_ANY } from '../../http/dialects/draft.js';
import { checkName } from '../../http/path-name.js';
import { DialectRawController } from '../../http/wire.decorator.js';
import { ConsumerService } from '../consumer.service.js';
import { TOPICS_MAX } from '../topic-members.js';
import { ApiConsumerInstance, instanceOf } from '../wire/instance-path.js';
import { answerDelivery } from '../wire/records.answer.js';
import { ApiRecordsQuery } from '../wire/records.document.js';
import { readRecordsQuery } from '../wire/records.query.js';
import { TopicRecordResponse } from './records.dto.js';
import { refuseOtherFormat } from './records.format.js';

const schema = { type: 'array' as const, items: { $ref: getSchemaPath(TopicRecordResponse) } };

/** Reads of the draft: the handler takes the bare request and response, as that of v2. */
@ApiConsumerInstance()
@ApiExtraModels(TopicRecordResponse)
@DialectRawController('draft', 'consumers/:group/instances/:instance/topics')
export class RecordsDraftController {
  constructor(private readonly consumers: ConsumerService) {}

  @Get(':topic')
  @ApiOperation({
    summary: 'Read records of a topic',
    description: [
      'The first read of a topic subscribes the instance to it, beside those that it reads already; each read answers records of its own topic only, and none of the others is lost. Answers as soon as there are records, at the latest when the wait is over.',
      'Records count as delivered when the answer was written completely.',
    ].join('\n\n'),
  })
  @ApiParam({ name: 'topic', description: 'Name of the topic.', example: 'drafttest' })
  @ApiRecordsQuery()
  @ApiOkResponse({ content: Object.fromEntries(DRAFT_ANY.map((type) => [type, { schema }])) })
  @ApiConflictResponse({
    description: `The instance reads ${TOPICS_MAX} topics already, or was subscribed or assigned in another way.`,
  })
  async consumeTopic(@Req() req: Request, @Res() res: Response): Promise<void> {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    try {
      const instance = instanceOf(req);
      const topic = checkName(String(req.params.topic), 'topic');
      const type = negotiate(req, DRAFT_ANY);
      refuseOtherFormat(this.consumers.formatOf(instance));
      const { options, included } = readRecordsQuery(req.query);
      // Whoever asks for headers only gets no records, so none may be consumed.
      if (req.method === 'HEAD') return answer(res, 200, type, '');
      await this.consumers.addTopic(instance, topic);
      const delivery = await this.consumers.readTopic(instance, topic, options, gone.signal);
      if (delivery) await answerDelivery(req, res, type, delivery, { ...included, withoutTopic: true });
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
