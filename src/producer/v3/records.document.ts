import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { V3_TYPE } from '../../http/dialects/v3.js';
import { ApiPlace, TOPIC_NAME } from '../../http/resources/resource-docs.js';
import { BatchRequest, BatchResponse, ReceiptResponse, RecordRequest } from './records.dto.js';

const RECORD = {
  key: { type: 'STRING', data: 'user-1' },
  value: { type: 'JSON', data: { foo: 'bar' } },
  headers: [{ name: 'trace', value: 'AAE=' }],
};

const STREAM = [
  'Records are JSON objects, one behind another, with or without white space in between; a chunked request may go on for',
  'as long as it likes. Each record has its receipt, in order, as soon as Kafka acknowledged it, while the request goes on.',
  '',
  'The status is 200 once the stream has begun: a receipt whose `error_code` is not 200 says what its record failed with.',
  'The stream goes on behind a failure, unless the JSON itself is broken. An object without `partition_id` goes where the',
  'hash of its key says, as with the Java client.',
].join('\n');

/** A stream of records. */
export function ApiProduceStream(): MethodDecorator {
  const content = { [V3_TYPE]: { schema: { $ref: getSchemaPath(RecordRequest) }, example: RECORD } };
  return applyDecorators(
    ApiExtraModels(RecordRequest, ReceiptResponse),
    ApiOperation({
      summary: 'Produce a stream of records',
      description: STREAM,
      requestBody: { required: true, content },
    }),
    ApiPlace(TOPIC_NAME),
    ApiResponse({
      status: 200,
      description: 'Receipts, in the order of the records, each with a line end behind it.',
      content: { [V3_TYPE]: { schema: { $ref: getSchemaPath(ReceiptResponse) } } },
    }),
  );
}

/** A few records with an answer for all of them. */
export function ApiProduceBatch(): MethodDecorator {
  const example = { entries: [{ id: '1', ...RECORD }] };
  return applyDecorators(
    ApiExtraModels(BatchRequest, BatchResponse),
    ApiOperation({
      summary: 'Produce a batch of records',
      description: 'All entries are read before any is sent: a fault of shape in one refuses the request.',
      requestBody: {
        required: true,
        content: { [V3_TYPE]: { schema: { $ref: getSchemaPath(BatchRequest) }, example } },
      },
    }),
    ApiPlace(TOPIC_NAME),
    ApiResponse({
      status: 207,
      description: 'What became of each entry.',
      content: { [V3_TYPE]: { schema: { $ref: getSchemaPath(BatchResponse) } } },
    }),
  );
}
