import { Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { JsonBody } from '../../http/json-body.decorator.js';
import { checkName } from '../../http/path-name.js';
import { checkBroker } from '../../http/resources/broker-path.js';
import { V3Controller } from '../../http/resources/resource-controller.decorator.js';
import { ApiPlace, BROKER_ID } from '../../http/resources/resource-docs.js';
import type { ConfigResource } from '../../kafka/configs.client.js';
import { ConfigChangeService } from '../configs.service.js';
import { BROKER_CHANGES, BROKER_SETTING } from './configs.docs.js';
import { AlterConfigsRequest, UpdateConfigRequest } from './configs.dto.js';
import { readChanges } from './configs.presenter.js';

@ApiTags('Configs')
@V3Controller('clusters/:clusterId/brokers')
export class BrokerConfigChangesController {
  constructor(private readonly configs: ConfigChangeService) {}

  @Post(':brokerId/configs\\:alter')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change settings of a broker', description: 'All or none.' })
  @ApiPlace(BROKER_ID)
  @ApiBody({ type: AlterConfigsRequest, examples: BROKER_CHANGES })
  @ApiNoContentResponse()
  async updateKafkaBrokerConfigBatch(
    @Param('brokerId') brokerId: string,
    @JsonBody(AlterConfigsRequest) body: AlterConfigsRequest,
  ): Promise<void> {
    const options = { validateOnly: body.validate_only ?? false };
    await this.configs.alter(broker(brokerId), readChanges(body.data), options);
  }

  @Put(':brokerId/configs/:name')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a setting of a broker' })
  @ApiPlace(BROKER_ID)
  @ApiParam(BROKER_SETTING)
  @ApiBody({ type: UpdateConfigRequest })
  @ApiNoContentResponse()
  async updateKafkaBrokerConfig(
    @Param('brokerId') brokerId: string,
    @Param('name') name: string,
    @JsonBody(UpdateConfigRequest) body: UpdateConfigRequest,
  ): Promise<void> {
    const changes = readChanges([{ name, value: body.value }]);
    await this.configs.alter(broker(brokerId), changes, { validateOnly: false });
  }

  @Delete(':brokerId/configs/:name')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Reset a setting of a broker',
    description: 'To what all brokers share, else to its default value.',
  })
  @ApiPlace(BROKER_ID)
  @ApiParam(BROKER_SETTING)
  @ApiNoContentResponse()
  async deleteKafkaBrokerConfig(@Param('brokerId') brokerId: string, @Param('name') name: string): Promise<void> {
    await this.configs.reset(broker(brokerId), checkName(name, 'name'));
  }
}

function broker(id: string): ConfigResource {
  return { type: 'broker', name: String(checkBroker(id)) };
}
