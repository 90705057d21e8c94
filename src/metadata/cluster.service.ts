import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { AdminClient } from '../kafka/admin.client.js';

/** The one cluster behind this gateway. */
@Injectable()
export class ClusterService {
  private known: string | null = null;

  constructor(private readonly admin: AdminClient) {}

  /** Asked for once: a cluster keeps its id. */
  async id(): Promise<string> {
    this.known ??= (await this.admin.describeCluster()).clusterId;
    return this.known;
  }

  /**
   * Rejects with `not-found` for the id of another cluster. That asks anew: behind the same address there may be another
   * cluster by now.
   */
  async require(clusterId: string): Promise<void> {
    if (clusterId === this.known) return;
    this.known = (await this.admin.describeCluster()).clusterId;
    if (clusterId !== this.known) throw new GatewayError('not-found', `Cluster ${clusterId} cannot be found.`);
  }
}
