import { Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace } from '../../http/resources/resource-docs.js';
import { TopologyService } from '../topology.service.js';
import { KafkaClusterListResponse, KafkaClusterResponse } from './clusters.dto.js';
import { presentCluster } from './clusters.presenter.js';

@ApiTags('Cluster')
@V3Controller('clusters')
export class ClustersV3Controller {
  constructor(
    private readonly topology: TopologyService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The one cluster behind this gateway', description: 'Its id is part of all other paths.' })
  @ApiPages()
  @ApiOkResponse({ type: KafkaClusterListResponse })
  async listKafkaClusters(@Req() req: Request, @Query() query: PageQuery): Promise<KafkaClusterListResponse> {
    return collection(
      'KafkaClusterList',
      `${this.places.base(req)}/v3/clusters`,
      [await this.topology.cluster()],
      (cluster) => presentCluster(this.places.cluster(req, cluster.clusterId), cluster),
      { query, keyOf: ({ clusterId }) => [clusterId] },
    );
  }

  @Get(':clusterId')
  @ApiOperation({ summary: 'The cluster' })
  @ApiPlace()
  @ApiOkResponse({ type: KafkaClusterResponse })
  async getKafkaCluster(@Req() req: Request): Promise<KafkaClusterResponse> {
    const cluster = await this.topology.cluster();
    return presentCluster(this.places.cluster(req, cluster.clusterId), cluster);
  }
}
