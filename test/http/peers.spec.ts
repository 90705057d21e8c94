import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../scripts/kafka/ports.js';
import { ownerOf } from '../../src/peers/owner.js';
import { type Answer, HttpConsumer, send } from '../support/consumer-http.js';
import { eventually } from '../support/consumer-service.js';
import { createTestApp } from '../support/create-test-app.js';
import { FakeAdminClient } from '../support/fakes/admin.fake.js';
import { peerAddresses, peerSettings, Replicas } from '../support/replicas.js';

const V2 = 'application/vnd.kafka.v2+json';
const NOT_FOUND = { status: 404, body: { error_code: 40403 } };
const OPTIONS = { format: 'json', 'auto.offset.reset': 'earliest' };

describe('a consumer instance', () => {
  let replicas: Replicas;
  afterEach(() => replicas.close());

  async function start(count = 3, change?: Parameters<typeof Replicas.start>[1]): Promise<void> {
    replicas = await Replicas.start(count, change);
    replicas.consumers.addTopic('t');
  }

  /** The same path at the replica with this number. */
  const at = (i: number, path: string): string => `${replicas.urls[i]}${path}`;

  const create = (i: number, group: string, options: object = {}, headers = {}): Promise<Answer> =>
    send('POST', at(i, `/consumers/${group}`), { ...OPTIONS, ...options }, headers);

  it.each([
    ['a generated name', undefined],
    ['a name of its own', 'mine'],
  ])('with %s is the same through every replica', async (_, name) => {
    await start();
    const path = new URL(((await create(0, 'g', { name })).body as { base_uri: string }).base_uri).pathname;
    const partition = { topic: 't', partition: 0 };
    replicas.consumers.append('t', { value: '"a"' }, { value: '"b"' });
    expect(await send('POST', at(1, `${path}/subscription`), { topics: ['t'] })).toMatchObject({
      status: 204,
      text: '',
    });
    expect(await send('GET', at(2, `${path}/records`))).toMatchObject({
      status: 200,
      type: 'application/vnd.kafka.json.v2+json',
      body: [
        { value: 'a', offset: 0 },
        { value: 'b', offset: 1 },
      ],
    });
    expect(await send('POST', at(1, `${path}/offsets`))).toMatchObject({
      status: 200,
      body: [{ ...partition, offset: 2 }],
    });
    for (const i of [0, 1, 2]) {
      // A body on GET gets through as well.
      expect(await send('GET', at(i, `${path}/offsets`), { partitions: [partition] })).toMatchObject({
        status: 200,
        body: { offsets: [{ ...partition, offset: 2 }] },
      });
    }
    expect(await send('DELETE', at(2, path))).toMatchObject({ status: 204, text: '' });
    for (const i of [0, 1, 2]) expect(await send('DELETE', at(i, path))).toMatchObject(NOT_FOUND);
  });

  it('has a name only once, whoever is asked at the same time', async () => {
    await start();
    const answers = await Promise.all([0, 1, 2, 0, 1, 2].map((i) => create(i, 'g', { name: 'mine' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200);
    for (const answer of refused) expect(answer).toMatchObject({ status: 409, body: { error_code: 40902 } });
  });

  it('is told the address that the client used, though another replica has it', async () => {
    await start();
    for (let i = 0; i < 12; i++) {
      const { body } = await create(i % 3, 'g', { name: `n${i}` });
      expect(body).toEqual({ instance_id: `n${i}`, base_uri: at(i % 3, `/consumers/g/instances/n${i}`) });
    }
  });

  it('is told what a trusted proxy says, and nothing that a client made up', async () => {
    await start(3, (i) => (i === 0 ? { http: { trustedProxies: ['127.0.0.1'] } } : {}));
    const said = { Forwarded: 'proto=https;host=kafka.example', 'X-Kafka-Rest-Base': 'http://evil.example' };
    for (let i = 0; i < 6; i++) {
      expect((await create(0, 'g', { name: `a${i}` }, said)).body).toMatchObject({
        base_uri: `https://kafka.example/consumers/g/instances/a${i}`,
      });
      expect((await create(1, 'g', { name: `b${i}` }, said)).body).toMatchObject({
        base_uri: at(1, `/consumers/g/instances/b${i}`),
      });
    }
  });

  it('is told the replica that has it with base.uri=pod, whoever was asked', async () => {
    const ports = await freePorts(3);
    await start(3, (i) => ({
      http: { instanceBase: 'pod', listeners: [{ protocol: 'http', host: '127.0.0.1', port: ports[i] ?? 0 }] },
    }));
    const base = async (i: number, name?: string): Promise<string> =>
      ((await create(i, 'g', { name }, { Host: 'kafka.example' })).body as { base_uri: string }).base_uri;
    for (let i = 0; i < 3; i++) expect(await base(i)).toMatch(new RegExp(`^${replicas.urls[i]}/consumers/g/`));
    for (let i = 0; i < 9; i++) {
      const owner = replicas.list.findIndex(({ id }) => id === ownerOf('g', `n${i}`, replicas.list)?.id);
      expect(await base(i % 3, `n${i}`)).toBe(at(owner, `/consumers/g/instances/n${i}`));
    }
  });

  it('of an older dialect is the same through every replica too', async () => {
    await start();
    const v1 = { Accept: 'application/vnd.kafka.v1+json', 'Content-Type': 'application/vnd.kafka.v1+json' };
    const draft = { Accept: 'application/vnd.schemaregistry.v1+json' };
    replicas.consumers.append('t', { value: '"a"' });
    for (let i = 0; i < 6; i++) {
      const body = { id: `i${i}`, format: 'binary', 'auto.offset.reset': 'smallest' };
      expect(await send('POST', at(i % 3, `/consumers/g${i}`), body, v1)).toMatchObject({ status: 200 });
      expect(await send('GET', at((i + 1) % 3, `/consumers/g${i}/i${i}/t`), undefined, v1)).toMatchObject({
        status: 200,
        body: [{ offset: 0 }],
      });
      expect(await send('POST', at((i + 2) % 3, `/consumers/g${i}/i${i}/offsets`), undefined, v1)).toMatchObject({
        status: 200,
        body: [{ topic: 't', committed: 0 }],
      });
      expect(await send('DELETE', at(i % 3, `/consumers/g${i}/instances/i${i}`), undefined, v1)).toMatchObject({
        status: 204,
      });
      const opened = { id: `d${i}`, 'auto.offset.reset': 'smallest' };
      const type = 'application/vnd.schemaregistry.v1+json';
      const created = await send('POST', at(i % 3, '/consumers/d'), opened, { ...draft, 'Content-Type': type });
      expect(created).toMatchObject({ status: 200, type });
      expect(await send('DELETE', at((i + 1) % 3, `/consumers/d/instances/d${i}`), undefined, draft)).toMatchObject({
        status: 204,
      });
    }
  });

  it('may be created with a body that is compressed, and none that is broken', async () => {
    await start();
    const zipped = gzipSync(JSON.stringify({ ...OPTIONS, name: 'zipped' }));
    const headers = { 'Content-Type': V2, 'Content-Encoding': 'gzip' };
    const [one, ...others] = await Promise.all(
      replicas.urls.map((url) => fetch(`${url}/consumers/g`, { method: 'POST', headers, body: zipped })),
    ).then((answers) => answers.map(({ status }) => status).sort());
    expect([one, ...others]).toEqual([200, 409, 409]);
    for (const i of [0, 1, 2]) {
      expect(await send('POST', at(i, '/consumers/g'), '{"name": "x"')).toMatchObject({ status: 400 });
      expect(await send('POST', at(i, '/consumers/g'), '{"name": "a\\u0000b"}')).toMatchObject({ status: 400 });
      expect(await send('POST', at(i, '/consumers/g'), '{"name": 7}')).toMatchObject({ status: 422 });
      expect(
        await send('POST', at(i, '/consumers/g'), '{"name": "y"}', { 'Content-Type': 'text/plain' }),
      ).toMatchObject({
        status: 415,
      });
    }
  });

  it('that its group never had, or a replica that is gone, is not found', async () => {
    await start();
    const gone = 'rest-consumer-r9-0b9b1f4e-1f5c-4a55-9d6a-6f0f2f1f9a10';
    for (const i of [0, 1, 2]) {
      expect(await send('GET', at(i, `/consumers/g/instances/${gone}/records`))).toMatchObject(NOT_FOUND);
      expect(await send('GET', at(i, '/consumers/g/instances/none/records'))).toMatchObject(NOT_FOUND);
    }
  });

  it('is the same where replicas know each other by IPv6', async () => {
    replicas = await Replicas.start(2, undefined, [], '[::1]');
    const path = new URL(((await create(0, 'g')).body as { base_uri: string }).base_uri).pathname;
    expect(await send('GET', at(1, `${path}/assignments`))).toMatchObject({ status: 200 });
    expect(await send('DELETE', at(1, path))).toMatchObject({ status: 204 });
  });

  it('of a name is at the next replica while the one that it belongs to has ended, and ends there when that is back', async () => {
    const [ended] = await peerAddresses(1);
    const list = [{ id: 'r9', url: ended?.url ?? '' }];
    replicas = await Replicas.start(2, undefined, list);
    const name = Array.from({ length: 99 }, (_, i) => `n${i}`).find(
      (each) => ownerOf('g', each, replicas.list)?.id === 'r9',
    );
    expect(await create(0, 'g', { name })).toMatchObject({ status: 200 });
    const path = `/consumers/g/instances/${name}/assignments`;
    for (const i of [0, 1]) {
      expect(await create(i, 'g', { name })).toMatchObject({ status: 409, body: { error_code: 40902 } });
      expect(await send('GET', at(i, path))).toMatchObject({ status: 200 });
    }
    const settings = { id: 'r9', peers: peerSettings(replicas.list, ended?.url ?? '') };
    const back = await createTestApp({ admin: new FakeAdminClient(), consumers: replicas.consumers, settings });
    const logged = (): unknown[] => replicas.apps.flatMap(({ log }) => log.of('info'));
    await eventually(() => JSON.stringify(logged()).includes('another replica has this name now'));
    for (const i of [0, 1]) expect(await send('GET', at(i, path))).toMatchObject(NOT_FOUND);
    expect(await create(1, 'g', { name })).toMatchObject({ status: 200 });
    expect(await send('GET', `${back.url}${path}`)).toMatchObject({ status: 200 });
    await back.close();
  });

  it('loses no record of which the client of another replica did not wait for the answer', async () => {
    await start();
    const created = await HttpConsumer.create(at(0, ''), 'g');
    await created.subscribe('t');
    const { pathname } = new URL(created.base);
    const given = new AbortController();
    const url = at(1, `${pathname}/records?timeout=20000`);
    const waiting = fetch(url, { signal: given.signal }).catch((error: unknown) => (error as Error).name);
    const flying = async (app = replicas.apps[0]): Promise<string> => (await fetch(`${app?.url}/metrics`)).text();
    // The read has arrived at the replica that has the instance: it and this request are what is in flight there.
    while (!/http_requests_in_flight 2\n/.test(await flying()));
    given.abort();
    expect(await waiting).toBe('AbortError');
    while (!/http_requests_in_flight 1\n/.test(await flying()));
    replicas.consumers.append('t', { value: '"a"' });
    expect(await created.readCount(1)).toMatchObject([{ value: 'a', offset: 0 }]);
  });

  it('is served to the end while a replica shuts down', async () => {
    await start(2, () => ({ http: { shutdownDrainMs: 30 } }));
    const consumer = await HttpConsumer.create(at(0, ''), 'g');
    await consumer.subscribe('t');
    const read = send('GET', at(1, `${new URL(consumer.base).pathname}/records?timeout=20000`));
    while (!/http_requests_in_flight 2\n/.test(await (await fetch(`${replicas.urls[0]}/metrics`)).text()));
    replicas.consumers.append('t', { value: '"a"' });
    const closed = replicas.apps[1]?.close();
    expect(await read).toMatchObject({ status: 200, body: [{ value: 'a' }] });
    await closed;
  });
});
