import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../support/create-test-app.js';
import { expectEnvelope } from '../../support/expect-response.js';

const PASSWORD = 'planted-passphrase';

describe('SCRAM users by API v3', () => {
  let app: TestApp;
  let users: string;

  beforeEach(async () => {
    app = await createTestApp();
    users = `${app.url}/v3/clusters/fake-cluster/scram-users`;
  });

  afterEach(() => app.close());

  const put = (path: string, body: unknown): Promise<Response> =>
    fetch(users + path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('makes, shows and deletes a user', async () => {
    expect((await put('/al%20ice/credentials/SCRAM-SHA-512', { password: PASSWORD })).status).toBe(204);
    const shown: unknown = await (await fetch(`${users}/al%20ice`)).json();
    expect(shown).toMatchObject({
      metadata: { self: `${users}/al%20ice` },
      user_name: 'al ice',
      credentials: [{ mechanism: 'SCRAM-SHA-512', iterations: 4096 }],
    });
    expect(await (await fetch(users)).json()).toMatchObject({ kind: 'KafkaScramUserList', data: [shown] });
    const credential = `${users}/al%20ice/credentials/SCRAM-SHA-512`;
    expect((await fetch(credential, { method: 'DELETE' })).status).toBe(204);
    await expectEnvelope(await fetch(credential, { method: 'DELETE' }), 404, 404);
    await expectEnvelope(await fetch(`${users}/al%20ice`), 404, 404);
  });

  it('answers a change when it can be seen', async () => {
    app.scram.lag = 3;
    const credential = '/alice/credentials/SCRAM-SHA-512';
    for (const iterations of [4096, 5000]) {
      expect((await put(credential, { password: PASSWORD, iterations })).status).toBe(204);
      const shown: unknown = await (await fetch(`${users}/alice`)).json();
      expect(shown).toMatchObject({ credentials: [{ iterations }] });
    }
    expect((await fetch(users + credential, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(`${users}/alice`)).status).toBe(404);
  });

  it.each([
    ['a whole body', JSON.stringify(PASSWORD), 422],
    ['a list', [PASSWORD], 422],
    ['a password in a list', { password: [PASSWORD] }, 422],
    ['a password too long', { password: PASSWORD.repeat(100) }, 422],
    ['too few iterations', { password: PASSWORD, iterations: 1 }, 422],
    ['an unknown field', { password: PASSWORD, salt: 'x' }, 422],
    ['broken JSON', `{"password": "${PASSWORD}"`, 400],
  ])('never repeats the password: %s', async (_name, body, status) => {
    const response = await put('/alice/credentials/SCRAM-SHA-512', body);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain(PASSWORD);
    expect(JSON.stringify(app.log.lines)).not.toContain(PASSWORD);
    expect(app.scram.users.size).toBe(0);
  });

  it('refuses a mechanism that Kafka does not have', async () => {
    await expectEnvelope(await put('/alice/credentials/PLAIN', { password: PASSWORD }), 404, 404);
  });
});
