import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testSettings } from '../../../test/support/test-settings.js';
import type { SchemaRegistrySettings } from '../../config/settings.js';
import { Metrics } from '../../metrics/metrics.js';
import type { RegistryRequest } from '../schema-registry.client.js';
import { RegistryEndpoints } from './registry-endpoints.js';

const ASK: RegistryRequest = { method: 'GET', path: '/subjects', query: '', body: null };

describe('credentials of the registry that change', () => {
  let server: Server;
  let endpoints: RegistryEndpoints;
  const asked: { headers: IncomingMessage['headers']; answer: () => void }[] = [];
  let onAsked: () => void;

  beforeEach(async () => {
    asked.length = 0;
    server = createServer((req: IncomingMessage, res: ServerResponse) => {
      const answer = (): void => void res.setHeader('content-type', 'application/json').end('[]');
      asked.push({ headers: req.headers, answer });
      onAsked();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    endpoints = new RegistryEndpoints(settings('Bearer one'), new Metrics().schemaRegistry);
  });
  afterEach(async () => {
    await endpoints.close();
    server.close();
    await once(server, 'close');
  });

  const settings = (authorization: string): SchemaRegistrySettings => {
    const { port } = server.address() as AddressInfo;
    return testSettings({ schemaRegistry: { servers: [{ url: `http://127.0.0.1:${port}`, authorization }] } })
      .schemaRegistry;
  };

  it('are those of the next call, and a call that is on its way is answered', async () => {
    let arrived = new Promise<void>((resolve) => (onAsked = resolve));
    const first = endpoints.exchange(ASK, true);
    await arrived;
    endpoints.use(settings('Bearer two'));
    arrived = new Promise<void>((resolve) => (onAsked = resolve));
    const second = endpoints.exchange(ASK, true);
    await arrived;
    for (const { answer } of asked) answer();
    expect(await Promise.all([first, second])).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
  });
});
