import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { negotiate } from './negotiate.js';
import { PRODUCES, typesOf } from './route-metadata.js';

/**
 * Settles the type of the answer before the handler runs, so that nothing happens for a client that cannot read the
 * outcome. A guard and not an interceptor: a third of a small request's time goes into an interceptor's streams.
 */
@Injectable()
export class WireGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    negotiate(
      context.switchToHttp().getRequest<Request>(),
      typesOf(PRODUCES, context.getHandler(), context.getClass()),
    );
    return true;
  }
}
