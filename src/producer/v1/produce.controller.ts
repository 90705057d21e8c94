import { HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Settings } from '../../config/settings.js';
import { V1_FORMAT_TYPES, V1_TYPE, v1Errors } from '../../http/dialects/v1.js';
import { DialectRawController } from '../../http/wire.decorator.js';
import { Metrics } from '../../metrics/metrics.js';
import { ProducerService } from '../producer.service.js';
import { SchemaEncodingService } from '../schema-encoding.service.js';
import { documentsProduce } from '../wire/produce.document.js';
import { ProduceFormats } from '../wire/produce.format.js';
import { type ProduceDialect, ProduceHandler } from '../wire/produce.handler.js';
import { presentResult } from '../wire/produce.presenter.js';

const FORMATS = new ProduceFormats(V1_FORMAT_TYPES, V1_TYPE);
const ApiProduce = documentsProduce(V1_FORMAT_TYPES, V1_TYPE);

/** Producing as v1 and KIP-80 have it. */
@ApiTags('Produce')
@DialectRawController('v1', 'topics')
export class ProduceV1Controller {
  private readonly handler: ProduceHandler;

  constructor(settings: Settings, producer: ProducerService, schemas: SchemaEncodingService, metrics: Metrics) {
    const { defaultFormat } = settings.produce;
    const dialect: ProduceDialect = {
      name: 'v1',
      answered: [V1_TYPE],
      formatOf: (contentType) => FORMATS.of(contentType, defaultFormat),
      present: (result, ids) => presentResult(result, ids, v1Errors),
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
