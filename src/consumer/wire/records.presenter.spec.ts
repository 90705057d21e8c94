import { describe, expect, it } from '@jest/globals';
import { FakeConsumerLog, type FakeRecord } from '../../../test/support/fakes/consumer-log.fake.js';
import type { OnDecodeError } from '../../config/settings.js';
import { Delivery } from '../delivery.js';
import { PartitionPositions } from '../partition-positions.js';
import { PendingRecords } from '../pending-records.js';
import type { RecordFormat } from '../record-format.js';
import { slicesOf } from '../record-slice.js';
import { type Included, presentRecords } from './records.presenter.js';

const NOTHING_ELSE: Included = { headers: false, timestamp: false };

async function presented(
  records: FakeRecord[],
  format: RecordFormat = 'json',
  included: Included = NOTHING_ELSE,
  onUndecodable: OnDecodeError = 'report',
): Promise<string> {
  const log = new FakeConsumerLog();
  log.append('jsontest', records);
  const positions = new PartitionPositions();
  positions.start('jsontest', 0, null);
  const pending = new PendingRecords();
  const batch = log.take([{ topic: 'jsontest', partition: 0, offset: 0 }], records.length, true)!;
  pending.append(slicesOf(batch, positions));
  const delivery = new Delivery(pending.take(1e9, format, onUndecodable), format, onUndecodable, () => undefined);
  return (await presentRecords(delivery, included)).toString();
}

describe('presentRecords', () => {
  it('writes a record as the documentation shows it', async () => {
    expect(await presented([{ value: '{"foo":"bar"}' }])).toBe(
      '[{"key":null,"value":{"foo":"bar"},"partition":0,"offset":0,"topic":"jsontest"}]',
    );
  });

  it('embeds stored JSON as it is stored', async () => {
    const value = '{"n":9007199254740993,"d":1.10,"e":1e400,"s":"ü\\u0041","a":{},"a":[]}';
    expect(await presented([{ key: '"k"', value }])).toContain(`"key":"k","value":${value},`);
  });

  it('writes binary data as padded base64, empty data as an empty string, none as null', async () => {
    const records = [{ value: 'Kafka' }, { key: '', value: null }, { value: Buffer.alloc(1000, 0xff) }];
    expect(
      (JSON.parse(await presented(records, 'binary')) as { key: unknown; value: unknown }[]).map(({ key, value }) => [
        key,
        value,
      ]),
    ).toEqual([
      [null, 'S2Fma2E='],
      ['', null],
      [null, Buffer.alloc(1000, 0xff).toString('base64')],
    ]);
  });

  it('adds timestamp and headers when they are included', async () => {
    const headers = [
      { name: 'trace "ü"', value: Buffer.from('abc') },
      { name: 'none', value: null },
    ];
    const text = await presented([{ value: '1', timestamp: 17, headers }, { value: '2' }], 'json', {
      headers: true,
      timestamp: true,
    });
    expect(JSON.parse(text)).toMatchObject([
      {
        timestamp: 17,
        headers: [
          { name: 'trace "ü"', value: 'YWJj' },
          { name: 'none', value: null },
        ],
      },
      { headers: [] },
    ]);
  });

  it('shows what is not JSON as base64 with an error, or not at all', async () => {
    const records = [{ value: '1' }, { key: 'k', value: '{' }, { value: '3' }];
    expect(JSON.parse(await presented(records, 'json', NOTHING_ELSE, 'raw'))).toMatchObject([
      { value: 1 },
      { key: 'aw==', value: 'ew==', offset: 1, error: 'the key is not valid JSON; key and value are base64' },
      { value: 3 },
    ]);
    expect(JSON.parse(await presented(records, 'json', NOTHING_ELSE, 'skip'))).toMatchObject([
      { value: 1 },
      { value: 3 },
    ]);
  });

  it('grows with what it holds', async () => {
    const records = Array.from({ length: 20_000 }, (_, i) => ({
      key: JSON.stringify(`key ${i}`),
      value: JSON.stringify({ i, text: 'ä'.repeat(i % 50) }),
      headers: [{ name: 'h', value: Buffer.alloc(i % 300) }],
    }));
    const rows = JSON.parse(await presented(records, 'json', { headers: true, timestamp: false })) as unknown[];
    expect(rows).toHaveLength(20_000);
    expect(rows[19_999]).toMatchObject({ key: 'key 19999', value: { i: 19_999 }, offset: 19_999 });
  });
});
