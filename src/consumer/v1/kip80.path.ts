import type { Request } from 'express';
import { GatewayError } from '../../errors/gateway-error.js';
import type { ConsumerService, InstanceRef } from '../consumer.service.js';
import { instanceOf } from '../wire/instance-path.js';

/**
 * The instance that `/consumers/:group/:instance/…` names. `instances` at its place is no instance but the beginning of
 * a path of v1.
 *
 * @throws GatewayError `not-found`
 */
export function kipInstanceOf(req: Request): InstanceRef {
  if (req.params.instance !== 'instances') return instanceOf(req);
  throw new GatewayError(
    'not-found',
    'There is no such resource. An instance is read at /consumers/{group}/instances/{instance}/topics/{topic}.',
  );
}

/**
 * The error as KIP-80 numbers it, which says 40401 for a group and 40402 for an instance that does not exist: the numbers
 * that topics and partitions have everywhere.
 */
export function kipError(error: unknown, consumers: ConsumerService, { group }: InstanceRef): unknown {
  if (!(error instanceof GatewayError) || error.code !== 'consumer-not-found') return error;
  return consumers.knowsGroup(group)
    ? new GatewayError('partition-not-found', error.message, { cause: error })
    : new GatewayError('topic-not-found', 'Consumer group not found.', { cause: error });
}
