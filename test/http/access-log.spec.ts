import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import type { Line } from '../support/recorded-log.js';

describe('the access log', () => {
  let app: TestApp;

  afterEach(() => app.close());

  /** The lines of a request that is over: its own comes after its answer. */
  async function linesOf(id: string): Promise<Line[]> {
    expect((await fetch(`${app.url}/topics?token=planted`, { headers: { 'x-request-id': id } })).status).toBe(200);
    await app.close();
    return app.log.lines.filter(({ message, fields }) => message === 'request' && fields['requestId'] === id);
  }

  const line = {
    requestId: 'r1',
    method: 'GET',
    route: '/topics',
    status: 200,
    ms: expect.any(Number),
    bytes: 2,
    complete: true,
  };

  it('is one line per request at the level info, without its query, when it is asked for', async () => {
    app = await createTestApp({ settings: { observed: { accessLog: true } } });
    expect(await linesOf('r1')).toEqual([{ level: 'info', message: 'request', fields: line }]);
    expect(JSON.stringify(app.log.lines)).not.toContain('planted');
  });

  it('is for debugging only by default', async () => {
    app = await createTestApp();
    expect(await linesOf('r1')).toEqual([{ level: 'debug', message: 'request', fields: line }]);
  });

  it('follows the level of the log while the gateway runs', async () => {
    app = await createTestApp({ settings: { observed: { accessLog: true } } });
    app.log.disabled.add('info');
    await (await fetch(`${app.url}/topics`, { headers: { 'x-request-id': 'quiet' } })).text();
    // On the same connection, so the first request is over.
    app.log.disabled.delete('info');
    const lines = await linesOf('heard');
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(app.log.lines)).not.toContain('quiet');
  });
});
