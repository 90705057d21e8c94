import { HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Settings } from '../../config/settings.js';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { exchangeOf } from '../../http/exchange.js';
import { refuseOtherTypes } from '../../http/content-type.js';
import { DRAFT_ANY, DRAFT_READ } from '../../http/dialects/draft.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import { DialectRawController } from '../../http/wire.decorator.js';
import { Metrics } from '../../metrics/metrics.js';
import type { ProducedRecords } from '../../metrics/produce-metrics.js';
import { ProducerService } from '../producer.service.js';
import { withTrace } from '../wire/trace-headers.js';
import { ProduceListReader } from './produce-list.js';
import { ApiProduceList } from './produce.document.js';
import { presentList } from './produce.presenter.js';

/** Producing of the draft: bare arrays there and back. The handlers take the bare request and response, as those of v2. */
@ApiTags('Produce')
@DialectRawController('draft', 'topics')
export class ProduceDraftController {
  private readonly lists: ProduceListReader;
  private readonly counted: ProducedRecords;

  constructor(
    private readonly settings: Settings,
    private readonly producer: ProducerService,
    metrics: Metrics,
  ) {
    // Bare arrays hold base64 only.
    this.counted = metrics.produce.of('draft', 'binary');
    this.lists = new ProduceListReader({
      maxRecords: settings.produce.recordsMax,
      maxDepth: settings.http.bodyMaxDepth,
    });
  }

  @Post(':topic')
  @HttpCode(200)
  @ApiProduceList('Produce records to a topic')
  produceToTopic(@Req() req: Request, @Res() res: Response): Promise<void> {
    return this.produce(req, res, () => null);
  }

  @Post(':topic/partitions/:partition')
  @HttpCode(200)
  @ApiProduceList('Produce records to a partition', { partition: true })
  produceToPartition(@Req() req: Request, @Res() res: Response): Promise<void> {
    return this.produce(req, res, () => checkPartition(String(req.params.partition)));
  }

  private async produce(req: Request, res: Response, partitionOf: () => number | null): Promise<void> {
    try {
      const type = negotiate(req, DRAFT_ANY);
      refuseOtherTypes(req.headers['content-type'], DRAFT_READ);
      const topic = checkName(String(req.params.topic), 'topic');
      const partition = partitionOf();
      const body = await readBody(req, this.settings.http.bodyMaxBytes);
      // no await between reading and sending: the batch uses memory of the reader
      const batch = withTrace(this.lists.read(body), exchangeOf(req).trace);
      const result = await this.producer.produce(topic, partition, batch);
      this.counted.settled(result.count, result.failures);
      // the client is gone; its records are not
      if (res.destroyed) return;
      const { status, body: text } = presentList(result);
      answer(res, status, type, text);
    } catch (error) {
      answerError(req, res, error);
    }
  }
}
