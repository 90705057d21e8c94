import { HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Settings } from '../../config/settings.js';
import { BinaryDatumReader } from '../../formats/binary/binary-datum-reader.js';
import type { DatumReader } from '../../formats/datum-reader.js';
import { JsonDatumReader } from '../../formats/json/json-datum-reader.js';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { V2_TYPE } from '../../http/dialects/v2.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import { V2RawController } from '../../http/wire.decorator.js';
import { ProducerService } from '../producer.service.js';
import { ProduceBodyReader } from './produce-body.js';
import { ApiProduce } from './produce.document.js';
import { type PlainFormat, produceFormat } from './produce.format.js';
import { presentResult } from './produce.presenter.js';

const ANSWERED = [V2_TYPE];

/** The hot path of producing: the handlers take the bare request and response. */
@ApiTags('Produce')
@V2RawController('topics')
export class ProduceController {
  private readonly bodies: ProduceBodyReader;
  private readonly data: Readonly<Record<PlainFormat, DatumReader>> = {
    binary: new BinaryDatumReader(),
    json: new JsonDatumReader(),
  };

  constructor(
    private readonly settings: Settings,
    private readonly producer: ProducerService,
  ) {
    this.bodies = new ProduceBodyReader({
      maxRecords: settings.produce.recordsMax,
      maxDepth: settings.http.bodyMaxDepth,
    });
  }

  @Post(':topic')
  @HttpCode(200)
  @ApiProduce('Produce records to a topic')
  async produceToTopic(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.produce(req, res, () => null);
  }

  @Post(':topic/partitions/:partition')
  @HttpCode(200)
  @ApiProduce('Produce records to a partition', { partition: true })
  async produceToPartition(@Req() req: Request, @Res() res: Response): Promise<void> {
    await this.produce(req, res, () => checkPartition(parameter(req, 'partition')));
  }

  private async produce(req: Request, res: Response, partitionOf: () => number | null): Promise<void> {
    try {
      const type = negotiate(req, ANSWERED);
      const format = produceFormat(req.headers['content-type'], this.settings.produce.defaultFormat);
      const topic = checkName(parameter(req, 'topic'), 'topic');
      const partition = partitionOf();
      const body = await readBody(req, this.settings.http.bodyMaxBytes);
      // no await between the two: the batch uses memory of the reader
      const result = await this.producer.produce(topic, partition, this.bodies.read(body, this.data[format]));
      // the client is gone; its records are not
      if (res.destroyed) return;
      const { status, body: text } = presentResult(result);
      answer(res, status, type, text);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}

function parameter(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}
