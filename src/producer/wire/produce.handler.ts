import type { Request, Response } from 'express';
import type { Settings } from '../../config/settings.js';
import { BinaryDatumReader } from '../../formats/binary/binary-datum-reader.js';
import type { DatumReader } from '../../formats/datum-reader.js';
import { JsonDatumReader } from '../../formats/json/json-datum-reader.js';
import { RawDatumReader } from '../../formats/raw-datum-reader.js';
import { answer, answerError, negotiate } from '../../http/answer.js';
import { readBody } from '../../http/body.js';
import { exchangeOf } from '../../http/exchange.js';
import type { Dialect } from '../../http/dialect.js';
import type { EmbeddedFormat } from '../../http/dialects/v2.js';
import { checkName, checkPartition } from '../../http/path-name.js';
import type { ProduceResult } from '../../kafka/record.js';
import type { ProducedRecords, ProduceMetrics } from '../../metrics/produce-metrics.js';
import type { ProducerService } from '../producer.service.js';
import type { EncodedBatch, SchemaEncodingService } from '../schema-encoding.service.js';
import { ProduceBodyReader } from './produce-body.js';
import { SCHEMA_TYPES } from './produce.format.js';
import type { PresentedResult, SchemaIds } from './produce.presenter.js';
import { withTrace } from './trace-headers.js';

/** What one dialect says about producing. */
export interface ProduceDialect {
  /** For the metrics. */
  readonly name: Dialect;
  /** Types that are answered, the default one first. */
  readonly answered: readonly string[];
  /** The format of keys and values, from the Content-Type. Throws `unsupported-media-type`. */
  formatOf(contentType: string | undefined): EmbeddedFormat;
  /** @param schemas undefined: the format has none */
  present(result: ProduceResult, schemas: SchemaIds | undefined): PresentedResult;
}

/** The hot path of producing, the same in all dialects: from the bare request to the answer. */
export class ProduceHandler {
  private readonly bodies: ProduceBodyReader;
  private readonly data: Readonly<Record<EmbeddedFormat, DatumReader>>;
  private readonly counted: Readonly<Record<EmbeddedFormat, ProducedRecords>>;

  constructor(
    private readonly dialect: ProduceDialect,
    private readonly settings: Settings,
    private readonly producer: ProducerService,
    private readonly schemas: SchemaEncodingService,
    metrics: ProduceMetrics,
  ) {
    const raw = new RawDatumReader();
    this.data = {
      binary: new BinaryDatumReader(),
      json: new JsonDatumReader(),
      avro: raw,
      jsonschema: raw,
      protobuf: raw,
    };
    const counted = (format: EmbeddedFormat): ProducedRecords => metrics.of(dialect.name, format);
    this.counted = {
      binary: counted('binary'),
      json: counted('json'),
      avro: counted('avro'),
      jsonschema: counted('jsonschema'),
      protobuf: counted('protobuf'),
    };
    this.bodies = new ProduceBodyReader({
      maxRecords: settings.produce.recordsMax,
      maxDepth: settings.http.bodyMaxDepth,
    });
  }

  /** Records for the topic of the path. */
  toTopic(req: Request, res: Response): Promise<void> {
    return this.produce(req, res, false);
  }

  /** Records for the partition of the path. */
  toPartition(req: Request, res: Response): Promise<void> {
    return this.produce(req, res, true);
  }

  private async produce(req: Request, res: Response, toPartition: boolean): Promise<void> {
    try {
      const type = negotiate(req, this.dialect.answered);
      const format = this.dialect.formatOf(req.headers['content-type']);
      const schemaType = SCHEMA_TYPES[format];
      if (schemaType) this.schemas.checkConfigured();
      const topic = checkName(parameter(req, 'topic'), 'topic');
      const partition = toPartition ? checkPartition(parameter(req, 'partition')) : null;
      const body = await readBody(req, this.settings.http.bodyMaxBytes);
      // no await between reading and sending, or copying: the batch uses memory of the reader
      const batch = this.bodies.read(body, this.data[format]);
      let encoded: EncodedBatch | null = null;
      if (schemaType) {
        const { key, value } = this.bodies.schemas;
        const encoding = this.schemas.encode(topic, batch, { type: schemaType, key, value });
        encoded = encoding instanceof Promise ? await encoding : encoding;
      }
      const traced = withTrace(encoded?.batch ?? batch, exchangeOf(req).trace);
      const result = await this.producer.produce(topic, partition, traced);
      this.counted[format].settled(result.count, result.failures);
      // the client is gone; its records are not
      if (res.destroyed) return;
      const { status, body: text } = this.dialect.present(result, encoded ?? undefined);
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
