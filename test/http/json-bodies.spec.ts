import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectEnvelope } from '../support/expect-response.js';
import { ProvokingController } from '../support/provoking.controller.js';

describe('JSON bodies', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ controllers: [ProvokingController] });
  });

  afterAll(async () => {
    await app.close();
  });

  async function post(body: string, path = '/provoke/thing'): Promise<Response> {
    return fetch(app.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  }

  it('reach the handler as an instance of their class', async () => {
    const thing = { name: 'x', count: 2, parts: [{ topic: 't', partition: 0 }] };
    expect(await (await post(JSON.stringify(thing))).json()).toEqual({ thing, class: true });
  });

  it.each([
    ['an unknown field', '{"name":"x","color":1}', 'Unrecognized field: color'],
    [
      'an unknown field further in',
      '{"name":"x","parts":[{"topic":"t","partition":1,"at":2}]}',
      'Unrecognized field: parts[0].at',
    ],
    ['a field named __proto__', '{"name":"x","__proto__":{"count":1}}', 'Unrecognized field: __proto__'],
    ['a field named constructor', '{"name":"x","constructor":1}', 'Unrecognized field: constructor'],
    ['a missing field', '{}', 'name is missing'],
    ['a field of another type', '{"name":1}', 'name must be a string (was 1)'],
    ['a number out of range', '{"name":"x","count":0}', 'count must not be less than 1 (was 0)'],
    [
      'a field further in',
      '{"name":"x","parts":[{"topic":"t","partition":-1}]}',
      'parts[0].partition must not be less than 0 (was -1)',
    ],
    ['a list where an object belongs', '[]', 'The body must be a JSON object (was []).'],
    ['null', 'null', 'The body must be a JSON object (was null).'],
    ['nothing', '', 'The request needs a JSON body.'],
  ])('are refused as 422 for %s', async (_, body, message) => {
    expect(await expectEnvelope(await post(body), 422)).toBe(message);
  });

  it.each([
    ['text behind the value', '{"name":"x"} x', 'unexpected byte 13'],
    ['a missing end', '{"name":"x"', 'after 11 bytes'],
    ['a comma too many', '{"name":"x",}', 'unexpected byte 12'],
    ['a comment', '{/**/}', 'unexpected byte 1'],
    ['NaN', '{"name":NaN}', 'unexpected byte 8'],
    ['white space alone', '   ', 'after 3 bytes'],
    ['a byte order mark', '\ufeff{"name":"x"}', 'byte order mark'],
  ])('are refused as 400 for %s, with its position', async (_, body, message) => {
    expect(await expectEnvelope(await post(body), 400)).toContain(message);
  });

  it('may be missing where the operation does not need one', async () => {
    expect(await (await fetch(`${app.url}/provoke/maybe`, { method: 'POST' })).json()).toEqual({ given: false });
    expect(await (await post('{"name":"x"}', '/provoke/maybe')).json()).toEqual({ given: true });
  });

  it('count the last of members with the same name', async () => {
    expect(await (await post('{"name":"a","name":"b"}')).json()).toMatchObject({ thing: { name: 'b' } });
  });

  it('cannot change what objects inherit', async () => {
    await post('{"name":"x","__proto__":{"polluted":true}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
