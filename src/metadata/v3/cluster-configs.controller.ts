import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName } from '../../http/path-name.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace } from '../../http/resources/resource-docs.js';
import { ConfigReadService } from '../configs.service.js';
import { ClusterConfigListResponse, ClusterConfigResponse } from './configs.dto.js';
import { presentClusterConfig } from './configs.presenter.js';

/** What all brokers share that have no value of their own. */
@ApiTags('Configs')
@V3Controller('clusters/:clusterId/broker-configs')
export class ClusterConfigsController {
  constructor(
    private readonly configs: ConfigReadService,
    private readonly places: Places,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The settings that brokers share',
    description: 'Only those that were set for all brokers at once, sorted by name.',
  })
  @ApiPlace()
  @ApiPages()
  @ApiOkResponse({ type: ClusterConfigListResponse })
  async listKafkaClusterConfigs(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: PageQuery,
  ): Promise<ClusterConfigListResponse> {
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaClusterConfigList',
      `${cluster.url}/broker-configs`,
      await this.configs.settings({ type: 'default-broker' }),
      (config) => presentClusterConfig(cluster, clusterId, config),
      { query, keyOf: (config) => [config.name] },
    );
  }

  @Get(':name')
  @ApiOperation({ summary: 'One setting that brokers share', description: '404 when it is not set for all brokers.' })
  @ApiPlace()
  @ApiParam({ name: 'name', description: 'Name of the setting.', example: 'log.retention.ms' })
  @ApiOkResponse({ type: ClusterConfigResponse })
  async getKafkaClusterConfig(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('name') name: string,
  ): Promise<ClusterConfigResponse> {
    const config = await this.configs.setting({ type: 'default-broker' }, checkName(name, 'name'));
    return presentClusterConfig(this.places.cluster(req, clusterId), clusterId, config);
  }
}
