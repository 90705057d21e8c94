import { HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Settings } from '../../config/settings.js';
import { V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { V2RawController } from '../../http/wire.decorator.js';
import { Metrics } from '../../metrics/metrics.js';
import { ProducerService } from '../producer.service.js';
import { SchemaEncodingService } from '../schema-encoding.service.js';
import { documentsProduce } from '../wire/produce.document.js';
import { ProduceFormats } from '../wire/produce.format.js';
import { type ProduceDialect, ProduceHandler } from '../wire/produce.handler.js';
import { presentResult } from '../wire/produce.presenter.js';

const FORMATS = new ProduceFormats(V2_FORMAT_TYPES);
const ApiProduce = documentsProduce(V2_FORMAT_TYPES, V2_TYPE);

/** The hot path of producing: the handlers take the bare request and response. */
@ApiTags('Produce')
@V2RawController('topics')
export class ProduceController {
  private readonly handler: ProduceHandler;

  constructor(settings: Settings, producer: ProducerService, schemas: SchemaEncodingService, metrics: Metrics) {
    const { defaultFormat } = settings.produce;
    const dialect: ProduceDialect = {
      name: 'v2',
      answered: [V2_TYPE],
      formatOf: (contentType) => FORMATS.of(contentType, defaultFormat),
      present: presentResult,
    };
    this.handler = new ProduceHandler(dialect, settings, producer, schemas, metrics.produce);
  }

  @Post(':topic')
  @HttpCode(200)
  @ApiProduce('Produce records to a topic')
  produceToTopic(@Req() req: Request, @Res() res: Response): Promise<void> {
    return this.handler.toTopic(req, res);
  }

  @Post(':topic/partitions/:partition')
  @HttpCode(200)
  @ApiProduce('Produce records to a partition', { partition: true })
  produceToPartition(@Req() req: Request, @Res() res: Response): Promise<void> {
    return this.handler.toPartition(req, res);
  }
}
