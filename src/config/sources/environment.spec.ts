import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnvironment } from './environment.js';

let directory = '';
let secret = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'environment-'));
  secret = join(directory, 'password');
  writeFileSync(secret, ' s3cret\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('the environment', () => {
  it.each([
    ['KAFKA_REST_BOOTSTRAP_SERVERS', 'bootstrap.servers'],
    ['KAFKA_REST_A__B', 'a-b'],
    ['KAFKA_REST_CLIENT_LOG___LEVEL', 'client.log_level'],
    [
      'KAFKA_REST_CLIENT_SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE',
      'client.sasl.oauthbearer.assertion.private.key.file',
    ],
  ])('%s is %s', (variable, name) => {
    expect(readEnvironment({ [variable]: 'x' }).given).toEqual([
      { name, value: 'x', source: `environment ${variable}` },
    ]);
  });

  it('is not read where a variable is empty or somebody else’s', () => {
    const variables = {
      KAFKA_REST_ID: '',
      KAFKA_REST_LISTENERS: ' ',
      KAFKA_RESTLESS: 'x',
      KAFKA_REST_: 'x',
      KAFKA_REST_TEST_BOOTSTRAP_SERVERS: 'a:1',
      kafka_rest_id: 'x',
      PATH: '/bin',
    };
    expect(readEnvironment(variables)).toEqual({ given: [], faults: [], notes: [] });
  });

  it('is not taken in by what Kubernetes sets beside a Service of that name', () => {
    const variables = {
      KAFKA_REST_PORT: 'tcp://10.0.0.1:8082',
      KAFKA_REST_SERVICE_HOST: '10.0.0.1',
      KAFKA_REST_SERVICE_PORT: '8082',
      KAFKA_REST_SERVICE_PORT_HTTP: '8082',
      KAFKA_REST_PORT_8082_TCP: 'tcp://10.0.0.1:8082',
      KAFKA_REST_PORT_8082_TCP_PROTO: 'tcp',
      KAFKA_REST_PORT_8082_TCP_PORT: '8082',
      KAFKA_REST_PORT_8082_TCP_ADDR: '10.0.0.1',
      KAFKA_REST_GATEWAY_SERVICE_HOST: '10.0.0.1',
      KAFKA_REST_GATEWAY_PORT: 'tcp://10.0.0.1:8082',
      KAFKA_REST_GATEWAY_PORT_53_UDP_ADDR: '10.0.0.1',
    };
    const { given, faults, notes } = readEnvironment(variables);
    expect([given, faults]).toEqual([[], []]);
    expect(notes).toHaveLength(11);
    expect(new Set(notes.map(({ level }) => level))).toEqual(new Set(['debug']));
  });

  it('still has a port where it is a number', () => {
    expect(readEnvironment({ KAFKA_REST_PORT: '8083' }).given).toMatchObject([{ name: 'port', value: '8083' }]);
  });

  it('names a file that holds the value, whose last line end is none of it', () => {
    const { given } = readEnvironment({ KAFKA_REST_CLIENT_SASL_PASSWORD_FILE: secret });
    const source = 'environment KAFKA_REST_CLIENT_SASL_PASSWORD_FILE';
    expect(given).toEqual([{ name: 'client.sasl.password', value: ' s3cret', source, file: secret }]);
  });

  it('is at fault where such a file is missing or empty, or the value is there too', () => {
    const empty = join(directory, 'empty');
    writeFileSync(empty, '\n');
    const messages = (variables: Record<string, string>) =>
      readEnvironment(variables).faults.map(({ name, message }) => `${name} ${message}`);
    expect(messages({ KAFKA_REST_ID_FILE: empty })).toEqual([`id cannot be read: ${empty} is empty`]);
    expect(messages({ KAFKA_REST_ID_FILE: '/none' })).toEqual(['id cannot read /none: no such file']);
    expect(messages({ KAFKA_REST_ID_FILE: secret, KAFKA_REST_ID: 'x' })).toEqual([
      'id is given twice: KAFKA_REST_ID is set too',
    ]);
  });
});
