import { Injectable } from '@nestjs/common';
import { GatewayError } from '../errors/gateway-error.js';
import { SchemaCodecs } from '../formats/schema-codecs.js';
import { schemaIdOf } from '../formats/wire-format.js';
import { type DecodedSlices, decodeSlices, schemaIdsOf, type SchemaReading } from './decoded-slices.js';
import { placeOf } from './record-format.js';
import type { RecordSlice } from './record-slice.js';

/** Decodes records by the schemas that they name. */
@Injectable()
export class SchemaDecoder {
  constructor(private readonly codecs: SchemaCodecs) {}

  /** @throws GatewayError `schema-registry-not-configured` */
  checkConfigured(): void {
    this.codecs.checkConfigured();
  }

  /** Decodes as `decodeSlices` does, by the schemas that are at hand; null when a schema of the first record is not. */
  decodeNow(slices: readonly RecordSlice[], maxBytes: number): DecodedSlices | null {
    const readings = new Map<number, SchemaReading>();
    for (const id of schemaIdsOf(slices)) {
      const known = this.codecs.known(id);
      if (known) readings.set(id, known.codec);
    }
    const outcome = decodeSlices(slices, readings, maxBytes);
    return outcome.decoded.length > 0 ? outcome : null;
  }

  /**
   * Fetches the schemas that it needs and decodes as `decodeSlices` does.
   *
   * @param slices of one batch, at least one. Rejects with `record-undecodable` when the registry does not say what a schema
   *   of the first record is: the record is as good as before, and it is worth trying again.
   */
  async decode(slices: readonly RecordSlice[], maxBytes: number): Promise<DecodedSlices> {
    const readings = new Map<number, SchemaReading>();
    const failures = new Map<number, GatewayError>();
    const look = async (id: number): Promise<void> => {
      const found = await this.reading(id);
      if (found instanceof GatewayError) failures.set(id, found);
      else readings.set(id, found);
    };
    await Promise.all([...schemaIdsOf(slices)].map(look));
    const outcome = decodeSlices(slices, readings, maxBytes);
    if (outcome.decoded.length === 0) throw unavailable(slices[0]!, failures);
    return outcome;
  }

  /** How data of a schema are read; an error when that cannot be told now. */
  private async reading(id: number): Promise<SchemaReading | GatewayError> {
    try {
      return (await this.codecs.get(id)).codec;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.code === 'schema-not-found') return `has the schema ${id}, which the schema registry does not know`;
      if (error.code === 'schema-invalid') return `has the schema ${id}, which cannot be used: ${error.message}`;
      return error;
    }
  }
}

/** Seconds after which a read is worth trying again when the registry did not say. */
const RETRY_AFTER_SECONDS = 5;

/** Why the first record cannot be decoded now. */
function unavailable({ batch, from }: RecordSlice, failures: ReadonlyMap<number, GatewayError>): GatewayError {
  const ids = [
    schemaIdOf(batch.bytes, batch.keyStart[from]!, batch.keyLength[from]!),
    schemaIdOf(batch.bytes, batch.valueStart[from]!, batch.valueLength[from]!),
  ];
  const id = ids.find((each) => failures.has(each))!;
  const cause = failures.get(id)!;
  return new GatewayError(
    'record-undecodable',
    `The schema ${id} of ${placeOf(batch, from)} cannot be looked up, the record stays in line: ${cause.message}`,
    { cause, retryAfterSeconds: cause.retryAfterSeconds ?? RETRY_AFTER_SECONDS },
  );
}
