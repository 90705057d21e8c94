import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';

describe('a gateway with room for two consumer instances', () => {
  let app: TestApp;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const settings = { consumers: { requestTimeoutMs: 50, maxInstances: 2 } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
    for (const topic of ['a', 'b', 'c']) app.consumers.append(topic, { value: topic });
  });

  afterEach(() => app.close());

  const create = (id: string): Promise<Answer> =>
    send('POST', `${app.url}/consumers/g`, { id }, { Accept: DRAFT, 'Content-Type': DRAFT });

  const at = (method: string, path: string): Promise<Answer> =>
    send(method, `${app.url}/consumers/g/instances${path}`, undefined, { Accept: DRAFT });

  it('counts a second topic of an instance as another instance, until it is deleted', async () => {
    const full = { status: 429, body: { error_code: 429 } };
    expect(await create('one')).toMatchObject({ status: 200 });
    for (const topic of ['a', 'b']) expect(await at('GET', `/one/topics/${topic}`)).toMatchObject({ status: 200 });
    expect(await at('GET', '/one/topics/c')).toMatchObject(full);
    expect(await create('two')).toMatchObject(full);
    expect(await at('GET', '/one/topics/b')).toMatchObject({ status: 200 });
    expect(await at('DELETE', '/one')).toMatchObject({ status: 204 });
    expect(await create('two')).toMatchObject({ status: 200 });
    expect(await at('GET', '/two/topics/c')).toMatchObject({ status: 200 });
  });
});
