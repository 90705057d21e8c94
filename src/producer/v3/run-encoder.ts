import { GatewayError } from '../../errors/gateway-error.js';
import { WIRE_HEADER_BYTES, writeWireHeader } from '../../formats/wire-format.js';
import { GrowingBuffer } from '../../json/growing-buffer.js';
import { PRODUCE_STRIDE, type ProduceBatch, type RecordFailure } from '../../kafka/record.js';
import type { RecordSchema, RecordSchemaChoice, RecordSchemasService } from '../record-schemas.service.js';
import type { Side } from '../schema-subject.js';
import { rowsOf } from './batch-rows.js';
import { DATUM_TYPE_OF, type DatumFields, SCHEMA_TYPE_OF } from './datum.js';
import { RecordRun, type SentDatum } from './record-run.js';

/** Where a side's position stands in the columns of a batch, its length behind it. */
const COLUMN: Readonly<Record<Side, number>> = { key: 1, value: 3 };
const NULL_TEXT = Buffer.from('null');

/** Turns the data of a run that have schemas into the bytes that Kafka stores. */
export class RunEncoder {
  constructor(
    private readonly schemas: RecordSchemasService,
    private readonly nullIsTombstone: boolean,
  ) {}

  /** A run of the same objects; those whose data cannot be encoded have failed. Its columns are its own. */
  async encode(topic: string, run: RecordRun): Promise<RecordRun> {
    const source = run.batch;
    const out = new GrowingBuffer(run.bytes.length + source.count * 2 * WIRE_HEADER_BYTES);
    const encoded = new RecordRun(run.bytes);
    encoded.broken = run.broken;
    encoded.ids.push(...run.ids);
    const kept: number[] = [];
    for (let object = 0; object < run.count; object++) {
      const row = run.rows[object]!;
      const failure = row < 0 ? run.failures.get(object)! : await this.encodeRow(topic, run, source, row, out, encoded);
      if (failure) encoded.fail(failure);
      else kept.push(row);
    }
    encoded.batch = rowsOf(source, kept, out.bytes);
    return encoded;
  }

  /** Null: the row is encoded, and the next object of `encoded`. */
  private async encodeRow(
    topic: string,
    run: RecordRun,
    source: ProduceBatch,
    row: number,
    out: GrowingBuffer,
    encoded: RecordRun,
  ): Promise<RecordFailure | null> {
    try {
      const key = await this.encodeSide(topic, 'key', run.keys[row]!, source, row, out);
      const value = await this.encodeSide(topic, 'value', run.values[row]!, source, row, out);
      encoded.add(key, value);
      return null;
    } catch (error) {
      if (error instanceof GatewayError) return { code: error.code, message: error.message };
      throw error;
    }
  }

  private async encodeSide(
    topic: string,
    side: Side,
    datum: SentDatum | null,
    source: ProduceBatch,
    row: number,
    out: GrowingBuffer,
  ): Promise<string | null> {
    const at = row * PRODUCE_STRIDE + COLUMN[side];
    const { bytes, table } = source;
    const [from, length] = [table[at]!, table[at + 1]!];
    table[at] = out.length;
    if (datum === null || typeof datum === 'string') {
      if (length > 0) {
        out.reserve(length);
        out.copy(bytes, from, length);
      }
      return datum;
    }
    const choice = choiceOf(datum);
    const schema = this.schemas.known(topic, side, choice) ?? (await this.schemas.resolve(topic, side, choice));
    if (length >= 0) table[at + 1] = encodeDatum(schema, side, bytes, from, from + length, out);
    else if (!this.nullIsTombstone) table[at + 1] = encodeDatum(schema, side, NULL_TEXT, 0, NULL_TEXT.length, out);
    const { subject, schemaId, schemaVersion } = schema;
    const type = DATUM_TYPE_OF[schema.type];
    return `{"type":"${type}","subject":${JSON.stringify(subject)},"schema_id":${schemaId},"schema_version":${schemaVersion},`;
  }
}

/** Returns the length of what was written. */
function encodeDatum(
  { codec, schemaId }: RecordSchema,
  side: Side,
  bytes: Buffer,
  start: number,
  end: number,
  out: GrowingBuffer,
): number {
  const begin = out.length;
  writeWireHeader(out, schemaId);
  const fault = codec.encode(bytes, start, end, out);
  if (fault === null) return out.length - begin;
  out.length = begin;
  throw new GatewayError('bad-request', `Bad Request: ${side}.data${fault.path}: ${fault.reason}`);
}

function choiceOf({ type, subject, strategy, schemaId, schemaVersion, schema }: DatumFields): RecordSchemaChoice {
  const schemaType = type === null ? null : (SCHEMA_TYPE_OF[type] ?? null);
  return { type: schemaType, text: schema, id: schemaId, version: schemaVersion, subject, strategy };
}
