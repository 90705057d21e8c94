import { HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Settings } from '../../config/settings.js';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { exchangeOf } from '../../http/exchange.js';
import { refuseOtherTypes } from '../../http/content-type.js';
import { V3_TYPE } from '../../http/dialects/v3.js';
import { checkName } from '../../http/path-name.js';
import { KnownClusters } from '../../http/resources/known-clusters.js';
import { V3RawController } from '../../http/resources/resource-controller.decorator.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { Metrics } from '../../metrics/metrics.js';
import { ProducerService } from '../producer.service.js';
import { RecordSchemasService } from '../record-schemas.service.js';
import { withTrace } from '../wire/trace-headers.js';
import { BatchReader } from './batch-reader.js';
import { presentBatch } from './batch.presenter.js';
import { ProduceStream } from './produce-stream.js';
import { Receipts } from './receipts.js';
import { RecordReader } from './record-reader.js';
import { ApiProduceBatch, ApiProduceStream } from './records.document.js';
import { RunCounts } from './run-counts.js';
import { RunEncoder } from './run-encoder.js';
import { RunSender } from './run-sender.js';

const TYPES = [V3_TYPE];

/** Producing by API v3. The handlers take the bare request and response. */
@ApiTags('Records')
@V3RawController('clusters/:clusterId/topics/:topicName')
export class RecordsController {
  private readonly records: RecordReader;
  private readonly batches: BatchReader;
  private readonly streamed: RunSender;
  private readonly batched: RunSender;

  constructor(
    private readonly settings: Settings,
    private readonly clusters: KnownClusters,
    producer: ProducerService,
    schemas: RecordSchemasService,
    metrics: Metrics,
  ) {
    const { bodyMaxDepth } = settings.http;
    this.records = new RecordReader(bodyMaxDepth);
    this.batches = new BatchReader(bodyMaxDepth, settings.streams.batchMaxEntries);
    const encoder = new RunEncoder(schemas, settings.produce.nullIsTombstone);
    const counts = new RunCounts(metrics.produce);
    this.streamed = new RunSender(producer, encoder, 'wait', counts);
    this.batched = new RunSender(producer, encoder, 'fail', counts);
  }

  @Post('records')
  @HttpCode(200)
  @ApiProduceStream()
  async produceRecord(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      const { clusterId, topic } = await this.placeOf(req);
      if (req.headers['content-encoding'] !== undefined) throw noEncoding();
      const { records, streamed, settings } = this;
      await new ProduceStream(req, res, topic, clusterId, records, streamed, settings.streams).run();
    } catch (error) {
      answerError(req, res, error);
    }
  }

  @Post('records\\:batch')
  @HttpCode(207)
  @ApiProduceBatch()
  async produceRecordsBatch(@Req() req: Request, @Res() res: Response): Promise<void> {
    try {
      const { clusterId, topic } = await this.placeOf(req);
      const body = await readBody(req, this.settings.http.bodyMaxBytes);
      const run = this.batches.read(body);
      run.batch = withTrace(run.batch, exchangeOf(req).trace);
      const settled = await this.batched.send(topic, run).settled;
      if (!res.destroyed) answer(res, 207, V3_TYPE, presentBatch(settled, new Receipts(clusterId, topic)));
    } catch (error) {
      answerError(req, res, error);
    }
  }

  private async placeOf(req: Request): Promise<{ clusterId: string; topic: string }> {
    negotiate(req, TYPES);
    refuseOtherTypes(req.headers['content-type'], TYPES);
    const { clusterId = '', topicName = '' } = req.params as Record<string, string | undefined>;
    const topic = checkName(topicName, 'topic');
    await this.clusters.require(clusterId);
    return { clusterId, topic };
  }
}

function noEncoding(): GatewayError {
  return new GatewayError(
    'unsupported-media-type',
    'Content-Encoding: streams of records are read as they are, not compressed.',
  );
}
