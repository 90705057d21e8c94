import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GatewayError } from '../../errors/gateway-error.js';
import { firstAnswer } from './admin-repeats.js';

const silence = new GatewayError('kafka-unavailable', 'No answer.');

describe('a question that may be asked again', () => {
  let asked: { timeoutMs: number; resolve: (value: string) => void; reject: (error: Error) => void }[];

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const ask = (limitMs: number): Promise<string> =>
    firstAnswer((timeoutMs) => new Promise((resolve, reject) => asked.push({ timeoutMs, resolve, reject })), limitMs);

  it('goes out once where there is an answer', async () => {
    const answer = ask(10_000);
    asked[0]!.resolve('a');
    expect(await answer).toBe('a');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(asked.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000]);
  });

  it('goes out every second while a broker is silent, in what is left of its time, and takes the first answer', async () => {
    const answer = ask(10_000);
    await jest.advanceTimersByTimeAsync(2500);
    expect(asked.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000, 9000, 8000]);
    asked[1]!.resolve('b');
    asked[0]!.reject(silence);
    expect(await answer).toBe('b');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(asked).toHaveLength(3);
  });

  it('goes out again when the connection breaks, but not for ever', async () => {
    const answer = expect(ask(10_000)).rejects.toBe(silence);
    for (let times = 1; times <= 4; times++) {
      expect(asked).toHaveLength(times);
      asked.at(-1)!.reject(silence);
      await jest.advanceTimersByTimeAsync(250);
    }
    await answer;
    expect(asked).toHaveLength(4);
  });

  it('is over when nobody answered in time', async () => {
    const answer = expect(ask(1500)).rejects.toBe(silence);
    await jest.advanceTimersByTimeAsync(1400);
    expect(asked.map(({ timeoutMs }) => timeoutMs)).toEqual([1500, 500]);
    for (const { reject } of asked) reject(silence);
    await answer;
    await jest.advanceTimersByTimeAsync(20_000);
    expect(asked).toHaveLength(2);
  });

  it('takes a refusal for an answer', async () => {
    const refusal = new GatewayError('forbidden', 'No.');
    const answer = expect(ask(10_000)).rejects.toBe(refusal);
    asked[0]!.reject(refusal);
    await answer;
    await jest.advanceTimersByTimeAsync(20_000);
    expect(asked).toHaveLength(1);
  });
});
