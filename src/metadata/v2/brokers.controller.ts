import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { V2Controller } from '../../http/wire.decorator.js';
import { MetadataService } from '../metadata.service.js';
import { BrokersResponse } from '../wire/brokers.dto.js';

@ApiTags('Metadata')
@V2Controller('brokers')
export class BrokersController {
  constructor(private readonly metadata: MetadataService) {}

  @Get()
  @ApiOperation({ summary: 'Ids of the live brokers' })
  @ApiOkResponse({ type: BrokersResponse })
  async listBrokers(): Promise<BrokersResponse> {
    return { brokers: await this.metadata.brokerIds() };
  }
}
