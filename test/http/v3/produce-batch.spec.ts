import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { FakeAdminClient } from '../../support/fakes/admin.fake.js';
import { FakeProducerClient } from '../../support/fakes/producer.fake.js';

describe('a batch of records', () => {
  let app: TestApp;
  let producer: FakeProducerClient;

  beforeEach(async () => {
    const admin = new FakeAdminClient();
    admin.addTopic('t', 2);
    producer = new FakeProducerClient(admin);
    app = await createTestApp({ admin, producer });
  });

  afterEach(() => app.close());

  async function post(body: string, topic = 't'): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${app.url}/v3/clusters/fake-cluster/topics/${topic}/records:batch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const entry = (id: string, more: object = {}): object => ({
    id,
    partition_id: 0,
    value: { type: 'JSON', data: id },
    ...more,
  });
  const batch = (...entries: object[]): string => JSON.stringify({ entries });

  it('answers what became of each entry', async () => {
    const { status, body } = await post(
      batch(entry('a'), entry('b', { partition_id: 7 }), entry('c', { partition_id: -1 })),
    );
    expect(status).toBe(207);
    expect(body).toEqual({
      successes: [
        {
          id: 'a',
          cluster_id: 'fake-cluster',
          topic_name: 't',
          partition_id: 0,
          offset: 0,
          timestamp: expect.stringMatching(/^20\d\d-.*Z$/) as unknown,
          value: { type: 'JSON', size: 3 },
        },
      ],
      failures: [
        { id: 'b', error_code: 40402, message: expect.stringContaining('partition') as unknown },
        { id: 'c', error_code: 40402, message: expect.stringContaining('partition') as unknown },
      ],
    });
  });

  it.each([
    ['', 'Request body is empty. Data is required.'],
    ['{}', 'Empty batch.'],
    ['{"entries":[]}', 'Empty batch.'],
    [batch(entry('a'), entry('a')), 'Batch entry IDs are not distinct.'],
    [batch(entry('a b')), 'Batch entry identifier is not a valid string.'],
    ['{"entries":[{"id":1}]}', 'Batch entry identifier is not a valid string.'],
    [batch(...Array.from({ length: 11 }, (_, i) => entry(String(i)))), 'Too many entries in batch.'],
  ])('refuses %s', async (text, message) => {
    const { status, body } = await post(text);
    expect([status, body['error_code'], body['message']]).toEqual([422, 42208, expect.stringContaining(message)]);
  });

  it.each([
    ['{"entries":[{"id":"a","value":{"type":"BINARY","data":"*"}}]}', 400, 'entries[0].value.data: not base64'],
    ['{"entries":[{"id":"a"},{"id":"b","x":1}]}', 422, 'Unrecognized field: x (in entries[1])'],
    ['{"entries":[{"id":"a"}],"x":1}', 422, 'Unrecognized field: x'],
    ['{"entries":', 400, 'Malformed JSON'],
  ])('is read as a whole before anything is sent: %s', async (text, code, message) => {
    const { status, body } = await post(text);
    expect([status, body['message']]).toEqual([code, expect.stringContaining(message)]);
    expect(producer.sends).toEqual([]);
  });

  it('has no success for a topic that there is not', async () => {
    const { status, body } = await post(batch(entry('a')), 'missing');
    expect([status, body]).toMatchObject([207, { successes: [], failures: [{ id: 'a', error_code: 40401 }] }]);
  });
});
