import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { GROUP_PARAM } from './instance-path.js';

/**
 * How a document shows the creation of an instance.
 *
 * @param about.examples of requests
 * @param about.first what is to say before the rest
 */
export function ApiCreateConsumer(
  request: Type,
  created: Type,
  about: { examples: Record<string, { summary: string; value: unknown }>; first?: string },
): MethodDecorator {
  const expiry = 'It is closed when no request comes for it for some time (`consumer.instance.timeout.ms`).';
  return applyDecorators(
    ApiOperation({
      summary: 'Create a consumer instance',
      description: about.first === undefined ? expiry : `${about.first} ${expiry}`,
    }),
    ApiParam(GROUP_PARAM),
    ApiBody({ type: request, required: false, examples: about.examples }),
    ApiOkResponse({ type: created }),
    ApiConflictResponse({ description: 'The group has an instance of this name already.' }),
  );
}

export function ApiDeleteConsumer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Delete a consumer instance',
      description: 'It leaves its group. Reads that wait end with 404.',
    }),
    ApiNoContentResponse(),
  );
}
