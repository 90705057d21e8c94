import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { GatewayError } from '../../errors/gateway-error.js';
import { JsonDatumReader } from '../../formats/json/json-datum-reader.js';
import { ProduceBodyReader } from './produce-body.js';
import {
  ProduceHeaderRequest,
  ProduceRecordRequest,
  ProduceRequest,
  ProduceResponse,
  ProducedRecordResponse,
} from './produce.dto.js';
import { presentResult } from './produce.presenter.js';

/** Names of the documented properties of a class. */
function documented(type: Type): string[] {
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', type.prototype as object) as string[];
  return names.map((name) => name.replace(/^:/, '')).sort();
}

const reader = new ProduceBodyReader({ maxRecords: 10, maxDepth: 64 });
const json = new JsonDatumReader();

/** Names that anything of ours or of others could be called, and those that are documented anywhere. */
const CANDIDATES = [
  ...new Set([ProduceRequest, ProduceRecordRequest, ProduceHeaderRequest, ProducedRecordResponse].flatMap(documented)),
  ...['topic', 'id', 'schema', 'key_format', 'value_format', 'data', 'type', 'Records', 'constructor', '__proto__'],
];

function recognized(bodyWith: (member: string) => string): string[] {
  return CANDIDATES.filter((name) => {
    try {
      reader.read(Buffer.from(bodyWith(`"${name}":null`)), json);
      return true;
    } catch (error) {
      return error instanceof GatewayError && !error.message.startsWith('Unrecognized field');
    }
  }).sort();
}

describe('the documentation of produce', () => {
  it('has the fields that a body may have, and no others', () => {
    expect(recognized((member) => `{${member}}`)).toEqual(documented(ProduceRequest));
    expect(recognized((member) => `{"records":[{${member}}]}`)).toEqual(documented(ProduceRecordRequest));
    expect(recognized((member) => `{"records":[{"headers":[{${member}}]}]}`)).toEqual(documented(ProduceHeaderRequest));
  });

  it('has the fields that an answer has, and no others', () => {
    const partitions = Int32Array.of(0);
    const answer = presentResult({
      count: 1,
      partitions,
      offsets: Float64Array.of(0),
      timestamps: null,
      failures: null,
    });
    const body = JSON.parse(answer.body) as { offsets: object[] };
    expect(Object.keys(body).sort()).toEqual(documented(ProduceResponse));
    expect(Object.keys(body.offsets[0] ?? {}).sort()).toEqual(documented(ProducedRecordResponse));
  });
});
