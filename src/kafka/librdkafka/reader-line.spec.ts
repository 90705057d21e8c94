import { describe, expect, it } from '@jest/globals';
import { ReaderLine } from './reader-line.js';

const LONG_MS = 60_000;

describe('ReaderLine', () => {
  it('gives one turn at a time, in order', async () => {
    const line = new ReaderLine();
    const order: string[] = [];
    expect(await line.take(LONG_MS)).toBe(true);
    const others = ['a', 'b'].map((name) => line.take(LONG_MS).then(() => order.push(name)));
    expect([line.length, line.contended]).toEqual([3, true]);
    line.release();
    await others[0];
    expect(order).toEqual(['a']);
    line.release();
    await others[1];
    line.release();
    expect([line.length, line.contended, order]).toEqual([0, false, ['a', 'b']]);
  });

  it('lets go whoever has waited long enough or is not wanted any more, and tells of arrivals', async () => {
    const line = new ReaderLine();
    let arrivals = 0;
    line.onArrival = () => arrivals++;
    await line.take(LONG_MS);
    const gone = new AbortController();
    const waiting = [line.take(LONG_MS, gone.signal), line.take(1)];
    gone.abort();
    expect(await Promise.all(waiting)).toEqual([false, false]);
    expect(await line.take(LONG_MS, gone.signal)).toBe(false);
    expect([line.length, arrivals]).toEqual([1, 2]);
  });

  it('loses no turn to somebody who leaves in the same moment', async () => {
    const line = new ReaderLine();
    await line.take(LONG_MS);
    const gone = new AbortController();
    const leaving = line.take(LONG_MS, gone.signal);
    const staying = line.take(LONG_MS);
    gone.abort();
    line.release();
    expect(await Promise.all([leaving, staying])).toEqual([false, true]);
  });
});
