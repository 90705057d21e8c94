import { applyDecorators, UseGuards } from '@nestjs/common';
import { DialectController, DialectRawController } from '../wire.decorator.js';
import { ClusterGuard } from './cluster.guard.js';

/**
 * A controller of API v3. `:clusterId` in a path is checked before a handler runs.
 *
 * @param path below `/v3`, e.g. `clusters/:clusterId/topics`
 */
export function V3Controller(path: string): ClassDecorator {
  return applyDecorators(DialectController('v3', `v3/${path}`), UseGuards(ClusterGuard));
}

/** Like `DialectRawController`, for API v3: its handlers ask `KnownClusters` by themselves. */
export function V3RawController(path: string): ClassDecorator {
  return DialectRawController('v3', `v3/${path}`);
}
