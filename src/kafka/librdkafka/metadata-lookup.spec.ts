import { describe, expect, it } from '@jest/globals';
import { MetadataLookup } from './metadata-lookup.js';

/** A question whose answers the test gives, in the order asked. */
function held(): { question: () => Promise<number>; open: PromiseWithResolvers<number>[] } {
  const open: PromiseWithResolvers<number>[] = [];
  const question = (): Promise<number> => {
    open.push(Promise.withResolvers<number>());
    return open.at(-1)!.promise;
  };
  return { question, open };
}

describe('a metadata lookup', () => {
  it('is never open twice, and answers nobody with what was asked for before they came', async () => {
    const { question, open } = held();
    const lookup = new MetadataLookup(question);
    const first = lookup.ask(1000);
    const later = [lookup.ask(1000), lookup.ask(1000), lookup.ask(1000)];
    expect(open).toHaveLength(1);
    open[0]!.resolve(1);
    expect(await first).toBe(1);
    await new Promise(setImmediate);
    expect(open).toHaveLength(2);
    open[1]!.resolve(2);
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
  });

  it('asks again after a failure, for those who waited behind it too', async () => {
    const { question, open } = held();
    const lookup = new MetadataLookup(question);
    const first = lookup.ask(1000);
    const second = lookup.ask(1000);
    open[0]!.reject(new Error('no answer'));
    await expect(first).rejects.toThrow('no answer');
    await new Promise(setImmediate);
    open[1]!.resolve(2);
    expect(await second).toBe(2);
  });

  it('closes when the open question is answered, and asks no other one', async () => {
    const { question, open } = held();
    const lookup = new MetadataLookup(question);
    const first = lookup.ask(1000);
    const second = lookup.ask(1000);
    const closing = lookup.close();
    open[0]!.resolve(1);
    expect(await first).toBe(1);
    await expect(second).rejects.toMatchObject({ code: 'shutting-down' });
    await closing;
    expect(open).toHaveLength(1);
    await expect(lookup.ask(1000)).rejects.toMatchObject({ code: 'shutting-down' });
  });
});
