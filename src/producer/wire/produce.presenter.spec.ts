import { describe, expect, it } from '@jest/globals';
import type { ProduceResult, RecordFailure } from '../../kafka/record.js';
import { presentResult } from './produce.presenter.js';

function resultOf(count: number, failed: [number, RecordFailure][] = []): ProduceResult {
  const failures = failed.length === 0 ? null : new Map(failed);
  return {
    count,
    partitions: Int32Array.from({ length: count }, (_, i) => (failures?.has(i) ? -1 : i % 3)),
    offsets: Float64Array.from({ length: count }, (_, i) => (failures?.has(i) ? -1 : 9007199254740991 - i)),
    timestamps: null,
    failures,
  };
}

const forbidden: RecordFailure = { code: 'forbidden', message: 'Topic authorization failed.' };
const unauthenticated: RecordFailure = { code: 'unauthenticated', message: 'Authentication failed.' };
const retriable: RecordFailure = { code: 'kafka-retriable', message: 'He said "no".' };

describe('the answer to a produce request', () => {
  it('has partition and offset of each record, byte for byte as Confluent writes it', () => {
    expect(presentResult(resultOf(2))).toEqual({
      status: 200,
      body:
        '{"offsets":[{"partition":0,"offset":9007199254740991,"error_code":null,"error":null},' +
        '{"partition":1,"offset":9007199254740990,"error_code":null,"error":null}],' +
        '"key_schema_id":null,"value_schema_id":null}',
    });
  });

  it('has code and reason of each record that failed, in its place', () => {
    const { status, body } = presentResult(resultOf(3, [[0, retriable]]));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      offsets: [
        { partition: null, offset: null, error_code: 50003, error: 'He said "no".' },
        { partition: 1, offset: 9007199254740990, error_code: null, error: null },
        { partition: 2, offset: 9007199254740989, error_code: null, error: null },
      ],
    });
  });

  it('takes the status of the first authorization failure and keeps all results', () => {
    const { status, body } = presentResult(
      resultOf(4, [
        [1, retriable],
        [2, forbidden],
        [3, unauthenticated],
      ]),
    );
    expect(status).toBe(403);
    const { offsets } = JSON.parse(body) as { offsets: { error_code: number | null }[] };
    expect(offsets.map((entry) => entry.error_code)).toEqual([null, 50003, 40301, 40101]);
    expect(
      presentResult(
        resultOf(2, [
          [0, unauthenticated],
          [1, forbidden],
        ]),
      ).status,
    ).toBe(401);
  });
});
