import { Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace } from '../../http/resources/resource-docs.js';
import { ConfigChangeService } from '../configs.service.js';
import { BROKER_CHANGES, BROKER_SETTING } from './configs.docs.js';
import { AlterConfigsRequest, UpdateConfigRequest } from './configs.dto.js';
import { readChanges } from './configs.presenter.js';

const ALL_BROKERS = { type: 'default-broker' } as const;

@ApiTags('Configs')
@V3Controller('clusters/:clusterId')
export class ClusterConfigChangesController {
  constructor(private readonly configs: ConfigChangeService) {}

  @Post('broker-configs\\:alter')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change settings that brokers share', description: 'All or none.' })
  @ApiPlace()
  @ApiBody({ type: AlterConfigsRequest, examples: BROKER_CHANGES })
  @ApiNoContentResponse()
  async updateKafkaClusterConfigs(@JsonBody(AlterConfigsRequest) body: AlterConfigsRequest): Promise<void> {
    const options = { validateOnly: body.validate_only ?? false };
    await this.configs.alter(ALL_BROKERS, readChanges(body.data), options);
  }

  @Put('broker-configs/:name')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Set a setting that brokers share',
    description: 'It holds for all brokers that have no value of their own.',
  })
  @ApiPlace()
  @ApiParam(BROKER_SETTING)
  @ApiBody({ type: UpdateConfigRequest })
  @ApiNoContentResponse()
  async updateKafkaClusterConfig(
    @Param('name') name: string,
    @JsonBody(UpdateConfigRequest) body: UpdateConfigRequest,
  ): Promise<void> {
    const changes = readChanges([{ name, value: body.value }]);
    await this.configs.alter(ALL_BROKERS, changes, { validateOnly: false });
  }

  @Delete('broker-configs/:name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Reset a setting that brokers share', description: '404 when it is not set.' })
  @ApiPlace()
  @ApiParam(BROKER_SETTING)
  @ApiNoContentResponse()
  async deleteKafkaClusterConfig(@Param('name') name: string): Promise<void> {
    await this.configs.reset(ALL_BROKERS, checkName(name, 'name'));
  }
}
