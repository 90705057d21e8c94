import { Get, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answer, answerError } from '../../http/answer.js';
import { V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { Drain } from '../../http/drain.js';
import { V2RawController } from '../../http/wire.decorator.js';
import { ConsumerService } from '../consumer.service.js';
import type { Delivery } from '../delivery.js';
import { ApiConsumerInstance, instanceOf } from './instance-path.js';
import { ConsumedRecordResponse } from './records.dto.js';
import { type Included, presentRecords } from './records.presenter.js';
import { readRecordsQuery } from './records.query.js';
import { negotiateRecords } from './records.type.js';

const ARRAY = { type: 'array' as const, items: { $ref: getSchemaPath(ConsumedRecordResponse) } };
const TYPES = [V2_FORMAT_TYPES.binary, V2_FORMAT_TYPES.json, V2_TYPE, 'application/json'];

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
  @ApiQuery({
    name: 'timeout',
    required: false,
    schema: { type: 'integer' },
    description: 'Longest wait in ms. 0 or less: the default.',
  })
  @ApiQuery({
    name: 'max_bytes',
    required: false,
    schema: { type: 'integer' },
    description: 'Most bytes of keys and values; a single larger record is answered alone.',
  })
  @ApiQuery({
    name: 'include',
    required: false,
    schema: { type: 'string' },
    example: 'headers,timestamp',
    description: 'What else of each record.',
  })
  @ApiQuery({
    name: 'on_error',
    required: false,
    schema: { type: 'string', enum: ['report', 'stop', 'skip', 'raw'] },
    description: 'What to do with a record that cannot be decoded.',
  })
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
      if (delivery) await send(req, res, type, delivery, included);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}

/** What was written completely is delivered; what was not goes back, whatever the reason. */
async function send(req: Request, res: Response, type: string, delivery: Delivery, included: Included): Promise<void> {
  if (res.closed) return delivery.returned();
  res.once('finish', () => delivery.delivered());
  res.once('close', () => delivery.returned());
  try {
    if (delivery.failure) answerError(req, res, delivery.failure);
    else answer(res, 200, type, await presentRecords(delivery, included));
  } catch (error) {
    delivery.returned();
    throw error;
  }
}
