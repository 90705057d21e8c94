import { Get, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answer, answerError } from '../../http/answer.js';
import { V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { Drain } from '../../http/drain.js';
import { V2RawController } from '../../http/wire.decorator.js';
import { ConsumerService } from '../consumer.service.js';
import { ApiConsumerInstance, instanceOf } from '../wire/instance-path.js';
import { answerDelivery } from '../wire/records.answer.js';
import { ApiRecordsQuery } from '../wire/records.document.js';
import { ConsumedRecordResponse } from '../wire/records.dto.js';

import { readRecordsQuery } from '../wire/records.query.js';
import { negotiateRecords } from '../wire/records.type.js';

const ARRAY = { type: 'array' as const, items: { $ref: getSchemaPath(ConsumedRecordResponse) } };
const TYPES = [...Object.values(V2_FORMAT_TYPES), V2_TYPE, 'application/json'];

/** The hot path of consuming: the handler takes the bare request and response. */
@ApiConsumerInstance()
@ApiExtraModels(ConsumedRecordResponse)
@V2RawController('consumers/:group/instances/:instance/records')
export class RecordsController {
  constructor(
    private readonly consumers: ConsumerService,
    drain: Drain,
  ) {
    drain.closing.addEventListener('abort', () => consumers.drain(), { once: true });
  }

  @Get()
  @ApiOperation({
    summary: 'Read records',
    description: [
      'Answers as soon as there are records, at the latest when the wait is over. Records count as delivered when the answer was written completely.',
      'Without `timeout` a read also waits for the group to assign partitions, so that the first one brings records.',
    ].join('\n\n'),
  })
  @ApiRecordsQuery()
  @ApiOkResponse({ content: Object.fromEntries(TYPES.map((type) => [type, { schema: ARRAY }])) })
  @ApiResponse({ status: 408, description: 'The first record in line cannot be decoded.' })
  @ApiConflictResponse({ description: 'The instance has neither a subscription nor an assignment.' })
  async consumeRecords(@Req() req: Request, @Res() res: Response): Promise<void> {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    try {
      const instance = instanceOf(req);
      const type = negotiateRecords(req, this.consumers.formatOf(instance));
      const { options, included } = readRecordsQuery(req.query);
      // Whoever asks for headers only gets no records, so none may be consumed.
      if (req.method === 'HEAD') return answer(res, 200, type, '');
      const delivery = await this.consumers.read(instance, options, gone.signal);
      if (delivery) await answerDelivery(req, res, type, delivery, included);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
