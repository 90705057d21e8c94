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

  it('is the last one, doubtful as it is, when the time is over', async () => {
    const { ask, asked } = counting();
    const begun = performance.now();
    const answer = await settledAnswer(ask, () => true, 100);
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(answer).toBe(asked());
    expect(answer).toBeGreaterThan(1);
    expect(await settledAnswer(ask, () => true, 0)).toBe(answer + 1);
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
