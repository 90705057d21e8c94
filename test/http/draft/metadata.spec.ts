import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';

const DRAFT = 'application/vnd.schemaregistry.v1+json';

/** Names a topic that is gone when it is asked about. */
class ForgetfulAdmin extends FakeAdminClient {
  ghost: string | null = null;

  override async listTopics(): Promise<string[]> {
    const names = await super.listTopics();
    return this.ghost === null ? names : [...names, this.ghost].sort();
  }
}

describe('draft metadata', () => {
  let app: TestApp & { admin: ForgetfulAdmin };

  beforeEach(async () => {
    const admin = new ForgetfulAdmin();
    app = { ...(await createTestApp({ admin })), admin };
  });

  afterEach(() => app.close());

  const get = (path: string): Promise<Response> => fetch(app.url + path, { headers: { accept: DRAFT } });

  it('lists no topics where there are none', async () => {
    expect(await (await get('/topics')).json()).toEqual([]);
  });

  it('lists hundreds of topics, sorted', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `t${String(i).padStart(3, '0')}`);
    for (const name of names.toReversed()) app.admin.addTopic(name, 2);
    expect(await (await get('/topics')).json()).toEqual(names.map((name) => ({ name, num_partitions: 2 })));
  });

  it('leaves out a topic that is deleted while the list is made', async () => {
    for (const name of ['a', 'c']) app.admin.addTopic(name);
    app.admin.ghost = 'b';
    expect(await (await get('/topics')).json()).toEqual([
      { name: 'a', num_partitions: 1 },
      { name: 'c', num_partitions: 1 },
    ]);
  });

  it('does not answer half a list when a topic cannot be described', async () => {
    app.admin.addTopic('a');
    app.admin.failWith('describeTopics', new GatewayError('kafka-unavailable', 'No broker can be reached.'));
    await expectEnvelope(await get('/topics'), 503, 50302);
  });

  it('lists the partitions of a topic with their replicas', async () => {
    app.admin.addTopic('t', 2);
    expect(await (await get('/topics/t/partitions')).json()).toEqual([
      { partition: 0, leader: 1, replicas: [{ broker: 1, leader: true, in_sync: true }] },
      { partition: 1, leader: 1, replicas: [{ broker: 1, leader: true, in_sync: true }] },
    ]);
  });

  it.each([
    ['/topics/missing', 404, 40401],
    ['/topics/missing/partitions', 404, 40401],
    ['/topics/missing/partitions/0', 404, 40401],
    ['/topics/t/partitions/1', 404, 40402],
    ['/topics/t/partitions/one', 400, 400],
    ['/topics/a%00b', 400, 400],
    ['/topics/a%ff', 400, 400],
    [`/topics/${'x'.repeat(250)}`, 400, 400],
  ])('answers GET %s with %i / %i', async (path, status, code) => {
    app.admin.addTopic('t');
    await expectEnvelope(await get(path), status, code);
  });
});
