import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

const QUERY = [
  {
    name: 'timeout',
    required: false,
    schema: { type: 'integer' },
    description: 'Longest wait in ms. 0 or less: the default.',
  },
  {
    name: 'max_bytes',
    required: false,
    schema: { type: 'integer' },
    description: 'Most bytes of keys and values; a single larger record is answered alone.',
  },
  {
    name: 'include',
    required: false,
    schema: { type: 'string' },
    example: 'headers,timestamp',
    description: 'What else of each record.',
  },
  {
    name: 'on_error',
    required: false,
    schema: { type: 'string', enum: ['report', 'stop', 'skip', 'raw'] },
    description: 'What to do with a record that cannot be decoded.',
  },
];

/** Documents what the query of a read may say. */
export function ApiRecordsQuery(): MethodDecorator {
  return applyDecorators(...QUERY.map((parameter) => ApiQuery(parameter)));
}
