import { Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { checkName } from '../../http/path-name.js';
import { checkBroker } from '../../http/resources/broker-path.js';
import { collection, type PageQuery } from '../../http/resources/collection.js';
import { Places } from '../../http/resources/places.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPages, ApiPlace, BROKER_ID } from '../../http/resources/resource-docs.js';
import { ConfigReadService } from '../configs.service.js';
import { BrokerConfigListResponse, BrokerConfigResponse } from './configs.dto.js';
import { flat, presentBrokerConfig } from './configs.presenter.js';

@ApiTags('Configs')
@V3Controller('clusters/:clusterId/brokers')
export class BrokerConfigsController {
  constructor(
    private readonly configs: ConfigReadService,
    private readonly places: Places,
  ) {}

  @Get('-/configs')
  @ApiOperation({ summary: 'The settings of all brokers', description: 'One flat list.' })
  @ApiPlace()
  @ApiPages()
  @ApiOkResponse({ type: BrokerConfigListResponse })
  async listKafkaAllBrokerConfigs(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Query() query: PageQuery,
  ): Promise<BrokerConfigListResponse> {
    const cluster = this.places.cluster(req, clusterId);
    const entries = flat(await this.configs.ofAllBrokers());
    return collection(
      'KafkaBrokerConfigList',
      `${cluster.url}/brokers/-/configs`,
      entries,
      (entry) => presentBrokerConfig(cluster, clusterId, entry),
      { query, keyOf: ({ owner, config }) => [Number(owner), config.name] },
    );
  }

  @Get(':brokerId/configs')
  @ApiOperation({ summary: 'The settings of a broker', description: 'Those with a default value too, sorted by name.' })
  @ApiPlace(BROKER_ID)
  @ApiPages()
  @ApiOkResponse({ type: BrokerConfigListResponse })
  async listKafkaBrokerConfigs(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('brokerId') brokerId: string,
    @Query() query: PageQuery,
  ): Promise<BrokerConfigListResponse> {
    const owner = String(checkBroker(brokerId));
    const cluster = this.places.cluster(req, clusterId);
    return collection(
      'KafkaBrokerConfigList',
      `${cluster.child('brokers', 'broker', owner).url}/configs`,
      await this.configs.settings({ type: 'broker', name: owner }),
      (config) => presentBrokerConfig(cluster, clusterId, { owner, config }),
      { query, keyOf: (config) => [config.name] },
    );
  }

  @Get(':brokerId/configs/:name')
  @ApiOperation({ summary: 'One setting of a broker' })
  @ApiPlace(BROKER_ID)
  @ApiParam({ name: 'name', description: 'Name of the setting.', example: 'log.retention.ms' })
  @ApiOkResponse({ type: BrokerConfigResponse })
  async getKafkaBrokerConfig(
    @Req() req: Request,
    @Param('clusterId') clusterId: string,
    @Param('brokerId') brokerId: string,
    @Param('name') name: string,
  ): Promise<BrokerConfigResponse> {
    const owner = String(checkBroker(brokerId));
    const config = await this.configs.setting({ type: 'broker', name: owner }, checkName(name, 'name'));
    return presentBrokerConfig(this.places.cluster(req, clusterId), clusterId, { owner, config });
  }
}
