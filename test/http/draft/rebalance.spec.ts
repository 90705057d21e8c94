import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, send } from '../../support/consumer-http.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeConsumerClientFactory } from '../../support/fakes/consumer.fake.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';
const BASE = '/consumers/g/instances/i';

describe('what was delivered of a topic, while the group assigns anew because a second topic is added,', () => {
  let app: TestApp;
  let assign: () => void;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    const settings = { consumers: { requestTimeoutMs: 50, joinTimeoutMs: 400 } };
    app = await createTestApp({ admin, consumers: new FakeConsumerClientFactory(admin), settings });
    app.consumers.append('t', { value: 'one' }, { value: 'two' }, { value: 'three' });
    app.consumers.addTopic('other');
    await ask('POST', '/consumers/g', { id: 'i', 'auto.offset.reset': 'smallest' });
    expect(await read('t', '?max_bytes=3')).toMatchObject([{ offset: 0 }]);
    assign = app.consumers.holdJoins();
    expect(await read('other', '?timeout=1')).toEqual([]);
  });

  afterEach(() => app.close());

  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    send(method, app.url + path, body, { Accept: DRAFT, ...(body === undefined ? {} : { 'Content-Type': DRAFT }) });

  async function read(topic: string, query = ''): Promise<unknown> {
    const answer = await ask('GET', `${BASE}/topics/${topic}${query}`);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  }

  it('is committed when it has', async () => {
    const committed = ask('POST', BASE);
    const reading = read('other');
    assign();
    expect(await committed).toMatchObject({ status: 200, body: [{ topic: 't', consumed: 0, committed: 0 }] });
    await reading;
    expect(await read('t')).toMatchObject([{ offset: 1 }, { offset: 2 }]);
  });

  it('is not called committed before', async () => {
    expect(await ask('POST', BASE)).toMatchObject({ status: 503, body: { error_code: 50003 } });
    expect(app.consumers.committed('g', { topic: 't', partition: 0 })).toBeUndefined();
    assign();
    await read('other');
    expect(await ask('POST', BASE)).toMatchObject({ status: 200, body: [{ topic: 't', committed: 0 }] });
  });

  it('is read again from the commit of another member that took the partition', async () => {
    app.consumers.clients[0]!.listener.onAssigned([]);
    app.consumers.store('g', [{ topic: 't', partition: 0, offset: 2 }]);
    assign();
    await read('other');
    expect(await read('t')).toMatchObject([{ offset: 2 }]);
  });
});
