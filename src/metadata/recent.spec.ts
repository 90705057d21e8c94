import { describe, expect, it } from '@jest/globals';
import { Recent } from './recent.js';

function asked(maxAgeMs: number): { recent: Recent<number>; open: PromiseWithResolvers<number>[] } {
  const open: PromiseWithResolvers<number>[] = [];
  const recent = new Recent(() => {
    open.push(Promise.withResolvers<number>());
    return open.at(-1)!.promise;
  }, maxAgeMs);
  return { recent, open };
}

describe('a recent answer', () => {
  it('is shared by those who ask while it is young', async () => {
    const { recent, open } = asked(60_000);
    const answers = [recent.get(), recent.get()];
    open[0]!.resolve(1);
    expect(await Promise.all([...answers, recent.get()])).toEqual([1, 1, 1]);
    expect(open).toHaveLength(1);
  });

  it('is asked for again when it is old', async () => {
    const { recent, open } = asked(0);
    const first = recent.get();
    open[0]!.resolve(1);
    expect(await first).toBe(1);
    const second = recent.get();
    open[1]!.resolve(2);
    expect(await second).toBe(2);
  });

  it('is not kept when it is a failure', async () => {
    const { recent, open } = asked(60_000);
    const first = recent.get();
    open[0]!.reject(new Error('no answer'));
    await expect(first).rejects.toThrow('no answer');
    const second = recent.get();
    open[1]!.resolve(2);
    expect(await second).toBe(2);
  });

  it('is not given to those who come after a change, though it was on its way when the change was made', async () => {
    const { recent, open } = asked(60_000);
    const before = recent.get();
    recent.forget();
    const after = recent.get();
    open[1]!.resolve(2);
    open[0]!.resolve(1);
    expect(await Promise.all([before, after, recent.get()])).toEqual([1, 2, 2]);
    expect(open).toHaveLength(2);
  });
});
