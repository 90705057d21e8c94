import { Get, Req, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import { V2RawController } from '../../http/wire.decorator.js';
import { PartitionReadService } from '../partition-read.service.js';
import type { RecordFormat } from '../record-format.js';
import { ConsumedRecordResponse } from '../wire/records.dto.js';
import { answerRecords } from '../wire/records.answer.js';
import { readPartitionRecordsQuery } from '../wire/partition-records.query.js';

const ARRAY = { type: 'array' as const, items: { $ref: getSchemaPath(ConsumedRecordResponse) } };
const PARTITION = { name: 'partition', description: 'Id of the partition.', type: 'integer', minimum: 0, example: 0 };
/** Binary first: what is answered where the client does not say. */
const OFFERED = [...Object.values(V2_FORMAT_TYPES), V2_TYPE];
const FORMATS = new Map(Object.entries(V2_FORMAT_TYPES).map(([format, type]) => [type, format as RecordFormat]));

/** Reads without a group: the place is in the request, nothing is kept between two of them. */
@ApiTags('Consume')
@ApiExtraModels(ConsumedRecordResponse)
@V2RawController('topics/:topic/partitions/:partition/records')
export class PartitionRecordsController {
  constructor(private readonly reads: PartitionReadService) {}

  @Get()
  @ApiOperation({
    summary: 'Read records of a partition without a group',
    description: [
      'Answers what is there from an offset or a time on; at the end of the partition it waits until there is a record or the wait is over. An offset before the first record begins at the first one; beyond the end there are none.',
      'The Accept header says how keys and values are shown; without a format they are base64.',
    ].join('\n\n'),
  })
  @ApiParam({ name: 'topic', description: 'Name of the topic.', example: 'jsontest' })
  @ApiParam(PARTITION)
  @ApiQuery({
    name: 'offset',
    required: false,
    schema: { type: 'integer', format: 'int64', minimum: 0, example: 0 },
    description: 'Offset of the first record. Either it or `timestamp` is required.',
  })
  @ApiQuery({
    name: 'timestamp',
    required: false,
    schema: { type: 'string' },
    description: 'Begin at the first record at or after this time: milliseconds since 1970, or ISO 8601.',
  })
  @ApiQuery({
    name: 'count',
    required: false,
    schema: { type: 'integer', minimum: 1, default: 100 },
    description: 'Most records.',
  })
  @ApiQuery({
    name: 'max_bytes',
    required: false,
    schema: { type: 'integer' },
    description: 'Most bytes of keys and values; a single larger record is answered alone.',
  })
  @ApiQuery({
    name: 'timeout',
    required: false,
    schema: { type: 'integer' },
    description: 'Longest wait for a record in ms. 0 or less: the default.',
  })
  @ApiQuery({
    name: 'include',
    required: false,
    schema: { type: 'string', example: 'headers,timestamp' },
    description: 'What else of each record.',
  })
  @ApiQuery({
    name: 'on_error',
    required: false,
    schema: { type: 'string', enum: ['report', 'stop', 'skip', 'raw'] },
    description: 'What to do with a record that cannot be decoded. `stop` is as `report` here.',
  })
  @ApiOkResponse({
    content: Object.fromEntries([...OFFERED, 'application/json'].map((type) => [type, { schema: ARRAY }])),
  })
  @ApiResponse({ status: 408, description: 'The first record cannot be decoded.' })
  @ApiNotFoundResponse({ description: 'There is no such topic or partition.' })
  @ApiUnprocessableEntityResponse({ description: 'The format has schemas, and no schema registry is configured.' })
  async readPartitionRecords(@Req() req: Request, @Res() res: Response): Promise<void> {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    try {
      const type = negotiate(req, OFFERED);
      const topic = checkName(String(req.params['topic']), 'topic');
      const partition = checkPartition(String(req.params['partition']));
      const { start, options, included } = readPartitionRecordsQuery(req.query);
      if (req.method === 'HEAD') return answer(res, 200, type, '');
      const format = FORMATS.get(type) ?? 'binary';
      const records = await this.reads.read(topic, partition, start, { ...options, format }, gone.signal);
      if (records) await answerRecords(req, res, type, records, included);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
