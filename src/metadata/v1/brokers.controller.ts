import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DialectController } from '../../http/wire.decorator.js';
import { MetadataService } from '../metadata.service.js';
import { BrokersResponse } from '../wire/brokers.dto.js';

@ApiTags('Metadata')
@DialectController('v1', 'brokers')
export class BrokersV1Controller {
  constructor(private readonly metadata: MetadataService) {}

  @Get()
  @ApiOperation({ summary: 'Ids of the live brokers' })
  @ApiOkResponse({ type: BrokersResponse })
  async listBrokers(): Promise<BrokersResponse> {
    return { brokers: await this.metadata.brokerIds() };
  }
}
