import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerServiceUnderTest, valuesOf } from '../../test/support/consumer-service.js';
import { GatewayError } from '../errors/gateway-error.js';

let t: ConsumerServiceUnderTest;

beforeEach(() => {
  t = new ConsumerServiceUnderTest();
});

afterEach(() => t.close());

describe('what was delivered', () => {
  it('is what a commit stores, not what was fetched or is on its way', async () => {
    const ref = await t.reading('i', { autoCommit: false });
    expect(await t.read(ref, { maxBytes: 2 })).toEqual(['1', '2']);
    const onItsWay = await t.take(ref, { maxBytes: 1 });
    expect(await t.service.commitDelivered(ref)).toEqual([{ topic: 't', partition: 0, offset: 2 }]);
    onItsWay.delivered();
    expect(await t.service.commitDelivered(ref)).toEqual([{ topic: 't', partition: 0, offset: 3 }]);
  });

  it('comes again, in order, when it did not arrive', async () => {
    const ref = await t.reading();
    const lost = await t.take(ref, { maxBytes: 2 });
    expect(valuesOf(lost)).toEqual(['1', '2']);
    lost.returned();
    expect(await t.read(ref)).toEqual(['1', '2', '3', '4']);
  });

  it('does not come again behind a seek', async () => {
    const ref = await t.reading();
    const onItsWay = await t.take(ref, { maxBytes: 2 });
    await t.service.seek(ref, [{ topic: 't', partition: 0, offset: 3 }], []);
    onItsWay.returned();
    expect(await t.read(ref)).toEqual(['4']);
  });

  it('does not undo a seek that was made while it was on its way', async () => {
    const ref = await t.reading('i', { autoCommit: false });
    const onItsWay = await t.take(ref);
    await t.service.seek(ref, [{ topic: 't', partition: 0, offset: 1 }], []);
    onItsWay.delivered();
    expect(await t.service.commitDelivered(ref)).toEqual([{ topic: 't', partition: 0, offset: 1 }]);
    expect(await t.read(ref, { maxBytes: 1 })).toEqual(['2']);
  });

  it('is settled once', async () => {
    const ref = await t.reading('i', { autoCommit: false });
    const delivery = await t.take(ref);
    delivery.delivered();
    delivery.returned();
    expect(await t.read(ref)).toEqual([]);
  });
});

describe('reads of one instance', () => {
  it('wait for what became of the one before', async () => {
    const ref = await t.reading();
    const first = await t.take(ref, { maxBytes: 2 });
    const second = t.read(ref);
    first.returned();
    expect(await second).toEqual(['1', '2', '3', '4']);
  });

  it('take nothing when nobody waits for the answer any more', async () => {
    const ref = await t.reading();
    await t.read(ref);
    const gone = new AbortController();
    const waiting = t.service.read(ref, { timeoutMs: 60_000 }, gone.signal);
    gone.abort();
    expect(await waiting).toBeNull();
    t.kafka.append('t', { value: '5' });
    expect(await t.read(ref)).toEqual(['5']);
  });

  it('wait for fetch.min.bytes, and answer with less when the wait is over', async () => {
    const ref = await t.reading('i', { fetchMinBytes: 5 });
    const waiting = t.read(ref, { timeoutMs: 60_000 });
    t.kafka.append('t', { value: '5' });
    expect(await waiting).toEqual(['1', '2', '3', '4', '5']);
    t.kafka.append('t', { value: '6' });
    expect(await t.read(ref, { timeoutMs: 50 })).toEqual(['6']);
  });

  it('begin again at the commit when the group shares its partitions out anew while they wait', async () => {
    const first = await t.reading('first', { fetchMinBytes: 1000 });
    const waiting = t.read(first, { timeoutMs: 100 });
    const second = { group: 'g', name: 'second' };
    await new Promise(setImmediate);
    t.service.create('g', { name: 'second', format: 'json' });
    // Two members for one partition: the first keeps it, and reads it again from the commit.
    await t.service.subscribe(second, ['t']);
    expect(await waiting).toEqual(['1', '2', '3', '4']);
    expect(await t.read(second, { timeoutMs: 20 })).toEqual([]);
  });

  it('end when the instance is deleted', async () => {
    const ref = await t.reading();
    await t.read(ref);
    const waiting = t.service.read(ref, { timeoutMs: 60_000 });
    const queued = t.service.read(ref, { timeoutMs: 60_000 });
    const both = Promise.allSettled([waiting, queued]);
    await t.service.remove(ref);
    expect((await both).map((outcome) => (outcome as PromiseRejectedResult).reason as unknown)).toEqual([
      expect.objectContaining({ code: 'consumer-not-found' }),
      expect.objectContaining({ code: 'consumer-not-found' }),
    ]);
  });

  it('do not wait when the process is going to end', async () => {
    const ref = await t.reading();
    await t.read(ref);
    const waiting = t.read(ref, { timeoutMs: 60_000 });
    t.service.drain();
    expect(await waiting).toEqual([]);
    expect(await t.read(ref, { timeoutMs: 60_000 })).toEqual([]);
  });

  it('tell what Kafka complained about, once, and behind the records that came', async () => {
    const ref = await t.reading();
    await t.read(ref, { maxBytes: 1 });
    t.kafka.clients[0]!.listener.onError(new GatewayError('forbidden', 'not yours'));
    expect(await t.read(ref)).toEqual(['2', '3', '4']);
    await expect(t.read(ref)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await t.read(ref)).toEqual([]);
  });

  it('fetch again with headers and timestamps what was fetched without', async () => {
    const ref = await t.reading();
    expect(await t.read(ref, { maxBytes: 1 })).toEqual(['1']);
    const delivery = await t.take(ref, { extras: true });
    expect(valuesOf(delivery)).toEqual(['2', '3', '4']);
    expect(delivery.slices[0]!.batch.timestamps).not.toBeNull();
  });
});
