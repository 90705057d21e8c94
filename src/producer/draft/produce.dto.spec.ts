import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { GatewayError } from '../../errors/gateway-error.js';
import { ListedRecordRequest, ListedResultResponse } from './produce.dto.js';
import { ProduceListReader } from './produce-list.js';
import { presentList } from './produce.presenter.js';

/** Names of the documented properties of a class. */
function documented(type: Type): string[] {
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', type.prototype as object) as string[];
  return names.map((name) => name.replace(/^:/, '')).sort();
}

const reader = new ProduceListReader({ maxRecords: 10, maxDepth: 64 });

const CANDIDATES = [
  ...new Set([...documented(ListedRecordRequest), ...documented(ListedResultResponse)]),
  ...['records', 'timestamp', 'headers', 'topic', 'id', 'Value', 'constructor', '__proto__'],
];

describe('the documentation of produce', () => {
  it('has the fields that a record may have, and no others', () => {
    const recognized = CANDIDATES.filter((name) => {
      try {
        reader.read(Buffer.from(`[{"${name}":null}]`));
        return true;
      } catch (error) {
        return error instanceof GatewayError && !error.message.startsWith('Unrecognized field');
      }
    });
    expect(recognized.sort()).toEqual(documented(ListedRecordRequest));
  });

  it('has the fields that a result has, and no others', () => {
    const { body } = presentList({
      count: 2,
      partitions: Int32Array.of(0, 0),
      offsets: Float64Array.of(0, 0),
      timestamps: null,
      failures: new Map([[1, { code: 'kafka-error', message: 'No.' }]]),
    });
    const [good, failed] = JSON.parse(body) as [object, object];
    expect(Object.keys(failed).sort()).toEqual(documented(ListedResultResponse));
    expect(Object.keys(good)).toEqual(['partition', 'offset']);
  });
});
