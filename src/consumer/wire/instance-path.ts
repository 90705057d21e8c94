import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiNotFoundResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName } from '../../http/path-name.js';
import type { InstanceRef } from '../consumer.service.js';

export const GROUP_PARAM = { name: 'group', description: 'Name of the consumer group.', example: 'my_json_consumer' };

const INSTANCE_PARAM = {
  name: 'instance',
  description: 'Name of the consumer instance.',
  example: 'my_consumer_instance',
};

/** Documents a controller of `consumers/:group/instances/:instance/…`. */
export function ApiConsumerInstance(): ClassDecorator {
  return applyDecorators(
    ApiTags('Consume'),
    ApiParam(GROUP_PARAM),
    ApiParam(INSTANCE_PARAM),
    ApiNotFoundResponse({ description: 'There is no such consumer instance (any more).' }),
  );
}

/** The consumer instance that the path names. */
export function instanceOf(req: Request): InstanceRef {
  const { group, instance } = req.params;
  return { group: checkName(String(group), 'group'), name: checkName(String(instance), 'instance') };
}

/** Parameter of a handler: the consumer instance that the path names. */
export const PathInstance = createParamDecorator((_: unknown, context: ExecutionContext) =>
  instanceOf(context.switchToHttp().getRequest<Request>()),
);
