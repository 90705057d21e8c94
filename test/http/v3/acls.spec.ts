import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';

const RULE = {
  resource_type: 'TOPIC',
  resource_name: 'a b',
  pattern_type: 'LITERAL',
  principal: 'User:alice',
  host: '*',
  operation: 'READ',
  permission: 'ALLOW',
};

describe('access control lists by API v3', () => {
  let app: TestApp;
  let acls: string;

  beforeEach(async () => {
    app = await createTestApp();
    acls = `${app.url}/v3/clusters/fake-cluster/acls`;
  });

  afterEach(() => app.close());

  const send = (method: string, url: string, body?: unknown): Promise<Response> =>
    fetch(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('creates a rule and says which search finds it', async () => {
    const response = await send('POST', acls, RULE);
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('');
    const location = response.headers.get('location') ?? '';
    expect(location).toBe(`${acls}?${new URLSearchParams(RULE).toString()}`);
    const found = (await (await fetch(location)).json()) as { data: unknown[] };
    expect(found.data).toEqual([
      { kind: 'KafkaAcl', metadata: { self: location }, cluster_id: 'fake-cluster', ...RULE },
    ]);
  });

  it('answers a change when searches show it', async () => {
    app.acls.lag = 3;
    const other = { ...RULE, resource_type: 'GROUP', host: '192.0.2.1' };
    expect((await send('POST', `${acls}:batch`, { data: [RULE, other] })).status).toBe(204);
    const url = `${acls}?${new URLSearchParams({ ...RULE, host: '' }).toString()}`;
    expect(await (await fetch(url)).json()).toMatchObject({ data: [RULE] });
    expect((await send('DELETE', url)).status).toBe(200);
    expect(await (await fetch(acls)).json()).toMatchObject({ data: [other] });
  });

  it('changes also what may not be looked at', async () => {
    app.acls.refusal = new GatewayError('forbidden', 'Not authorized.');
    expect((await send('POST', acls, RULE)).status).toBe(201);
    expect(app.acls.acls).toHaveLength(1);
    await expectEnvelope(await fetch(acls), 403, 40301);
  });

  it('searches by words of any case, sorted', async () => {
    for (const name of ['c', 'a', 'b']) await send('POST', acls, { ...RULE, resource_name: name });
    const found = (await (await fetch(`${acls}?resource_type=topic&operation=any`)).json()) as {
      data: { resource_name: string }[];
    };
    expect(found.data.map(({ resource_name }) => resource_name)).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['resource_type=UNKNOWN', 400, 400, 'resource_type cannot be UNKNOWN'],
    ['resource_type=x', 404, 404, "The valid values for ResourceType do not include 'x'"],
  ])('refuses a search for %s', async (query, status, code, message) => {
    expect(await expectEnvelope(await fetch(`${acls}?${query}`), status, code)).toContain(message);
  });

  it('deletes nothing when a kind is not named', async () => {
    await send('POST', acls, RULE);
    await expectEnvelope(await send('DELETE', `${acls}?resource_type=TOPIC`), 400, 400);
    expect(app.acls.acls).toHaveLength(1);
  });

  it('answers what it deleted', async () => {
    await send('POST', acls, RULE);
    const url = `${acls}?${new URLSearchParams(RULE).toString()}`;
    expect(await (await send('DELETE', url)).json()).toMatchObject({ data: [RULE] });
    expect(await (await send('DELETE', url)).json()).toEqual({ data: [] });
  });

  it.each([
    ['resource_type', 'ANY', 400, 400],
    ['pattern_type', 'MATCH', 400, 400],
    ['operation', 'read', 422, 422],
    ['principal', 'a\0b', 422, 422],
    ['principal', '\ud83d', 422, 422],
    ['resource_name', 'x'.repeat(4097), 422, 422],
  ])('refuses a rule with %s %j', async (name, value, status, code) => {
    await expectEnvelope(await send('POST', acls, { ...RULE, [name]: value }), status, code);
    expect(app.acls.acls).toEqual([]);
  });

  it('tells which rules of a batch were not created', async () => {
    const data = [RULE, { ...RULE, host: 'refused' }];
    const response = await send('POST', `${acls}:batch`, { data });
    expect(response.status).toBe(207);
    expect(await response.json()).toMatchObject({ failures: [{ index: 1, error_code: 40002 }] });
    expect(app.acls.acls).toHaveLength(1);
  });

  it('refuses a batch of which Kafka took nothing', async () => {
    await expectEnvelope(await send('POST', `${acls}:batch`, { data: [{ ...RULE, host: 'refused' }] }), 400, 40002);
  });

  it('takes a batch, also an empty one', async () => {
    expect((await send('POST', `${acls}:batch`, { data: [RULE] })).status).toBe(204);
    expect((await send('POST', `${acls}:batch`, { data: [] })).status).toBe(204);
  });
});
