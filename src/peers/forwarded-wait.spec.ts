import { describe, expect, it } from '@jest/globals';
import { cappedWait } from './forwarded-wait.js';

const PATH = '/consumers/g/instances/i/records';

describe('a read that is passed on', () => {
  it('waits for no longer than a shutdown of the replica that passes it on has time for', () => {
    expect(cappedWait('GET', `${PATH}?timeout=60000`, 20_000)).toBe(`${PATH}?timeout=15000`);
    expect(cappedWait('GET', `${PATH}?max_bytes=7&timeout=60000`, 20_000)).toBe(`${PATH}?max_bytes=7&timeout=15000`);
  });

  it.each([
    ['GET', PATH, 20_000],
    ['GET', `${PATH}?timeout=15000&a=%2F&a=b`, 20_000],
    ['GET', `${PATH}?timeout=forever`, 20_000],
    ['GET', `${PATH}?timeout=60000&timeout=1`, 20_000],
    ['POST', `${PATH}?timeout=60000`, 20_000],
    ['GET', `${PATH}?timeout=60000`, 0],
  ])('goes on as it came otherwise: %s %s with %i ms', (method, path, ms) => {
    expect(cappedWait(method, path, ms)).toBe(path);
  });
});
