import { describe, expect, it } from '@jest/globals';
import { settledAnswer } from './admin-settling.js';

describe('an answer that settles', () => {
  const counting = (): { ask: () => Promise<number>; asked: () => number } => {
    let count = 0;
    return { ask: () => Promise.resolve(++count), asked: () => count };
  };

  it('is asked for once where it is not doubtful', async () => {
    const { ask, asked } = counting();
    expect(await settledAnswer(ask, () => false, 1000)).toBe(1);
    expect(asked()).toBe(1);
  });

  it('is the first that is not doubtful', async () => {
    const { ask, asked } = counting();
    expect(await settledAnswer(ask, (answer) => answer < 4, 1000)).toBe(4);
    expect(asked()).toBe(4);
  });

  it('is the seventh at the latest, doubtful as it is', async () => {
    expect(await settledAnswer(counting().ask, () => true, 60_000)).toBe(7);
  });

  it('is the last one of the time there is', async () => {
    expect(await settledAnswer(counting().ask, () => true, 0)).toBe(1);
    // The pause before a fifth question would end at 150, or some later.
    expect(await settledAnswer(counting().ask, () => true, 120)).toBeLessThanOrEqual(4);
  });

  it('does not hide why there is none', async () => {
    await expect(
      settledAnswer(
        () => Promise.reject(new Error('no')),
        () => true,
        1000,
      ),
    ).rejects.toThrow('no');
  });
});
