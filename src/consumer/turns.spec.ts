import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../errors/gateway-error.js';
import { Turns } from './turns.js';

describe('Turns', () => {
  it('lets one work at a time, in the order of asking', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const work = (name: string) =>
      turns.run(async () => {
        seen.push(`${name} begins`);
        await Promise.resolve();
        seen.push(`${name} ends`);
      });
    await Promise.all([work('first'), work('second')]);
    expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on when work fails', async () => {
    const turns = new Turns();
    const failing = turns.run(() => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await expect(turns.run(async () => 'yes')).resolves.toBe('yes');
  });

  it('passes over those who have left the queue', async () => {
    const turns = new Turns();
    const end = await turns.take();
    const leaving = new AbortController();
    const left = turns.take(leaving.signal);
    const stays = turns.take();
    leaving.abort();
    expect(await left).toBeNull();
    end?.();
    expect(await stays).not.toBeNull();
  });

  it('counts the end of a turn once', async () => {
    const turns = new Turns();
    const end = await turns.take();
    const second = turns.take();
    const third = turns.take();
    end?.();
    end?.();
    await second;
    const undecided = Symbol('undecided');
    expect(await Promise.race([third, Promise.resolve(undecided)])).toBe(undecided);
  });

  it('refuses everybody who waits once it is closed', async () => {
    const turns = new Turns();
    const gone = new GatewayError('consumer-not-found', 'gone');
    await turns.take();
    const waiting = turns.take();
    turns.close(gone);
    await expect(waiting).rejects.toBe(gone);
    await expect(turns.take()).rejects.toBe(gone);
  });
});
