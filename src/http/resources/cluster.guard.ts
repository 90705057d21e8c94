import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { KnownClusters } from './known-clusters.js';

/** Lets nothing happen below the id of another cluster. */
@Injectable()
export class ClusterGuard implements CanActivate {
  constructor(private readonly clusters: KnownClusters) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { clusterId } = context.switchToHttp().getRequest<Request<{ clusterId?: string }>>().params;
    if (clusterId !== undefined) await this.clusters.require(clusterId);
    return true;
  }
}
