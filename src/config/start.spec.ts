import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CheckLibrdkafkaProperties } from './librdkafka/client.js';
import { readStart } from './start.js';
import { VERSION } from './version.js';

const noComplaint: () => Promise<CheckLibrdkafkaProperties> = async () => () => [];
const kafka = { KAFKA_REST_BOOTSTRAP_SERVERS: 'env:9092' };

describe('a start', () => {
  let directory = '';
  let file = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'start-'));
    file = join(directory, 'kafka-rest.properties');
    writeFileSync(file, 'bootstrap.servers=file:9092\nid=file\nlog.level=warn\n');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('reads defaults < file < environment < flags', async () => {
    const start = await readStart([file, '--set', 'log.level=debug'], noComplaint, {
      ...kafka,
      KAFKA_REST_LOG_LEVEL: 'error',
    });
    expect(start).toMatchObject({
      settings: {
        id: 'file',
        kafka: { bootstrapServers: 'env:9092' },
        log: { level: 'debug' },
        http: { bodyMaxDepth: 64 },
      },
    });
  });

  it('ends with 78 and all faults on the error output', async () => {
    const start = await readStart(['--frob', '--id=a b', '/none'], noComplaint, { KAFKA_REST_LISTENER: 'x' });
    expect(start).toMatchObject({ exitCode: 78, stdout: '' });
    const { stderr } = start as { stderr: string };
    expect(stderr.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
      'The',
      'properties',
      'command',
      'listener',
      'id',
      'bootstrap.servers',
      '',
    ]);
  });

  it('checks with ok and 0, or the faults and 78; warnings go to the error output', async () => {
    expect(await readStart(['--check-config'], noComplaint, { ...kafka, KAFKA_REST_ZOOKEEPER_CONNECT: 'zk' })).toEqual({
      exitCode: 0,
      stdout: 'ok\n',
      stderr: expect.stringMatching(/^warning: zookeeper\.connect is ignored/),
    });
    expect(await readStart(['--check-config'], noComplaint, {})).toMatchObject({
      exitCode: 78,
      stdout: expect.stringContaining('bootstrap.servers is required'),
    });
  });

  it('asks librdkafka about its properties', async () => {
    const check: CheckLibrdkafkaProperties = (properties) =>
      'frob' in properties ? [{ name: 'frob', reason: 'No such configuration property: "frob"' }] : [];
    const start = await readStart(['--check-config', '--client.frob=1'], async () => check, kafka);
    expect(start).toMatchObject({
      exitCode: 78,
      stdout: expect.stringContaining('client.frob is refused by librdkafka'),
    });
  });

  it('prints the effective configuration, but not a faulty one', async () => {
    expect(await readStart(['--print-config'], noComplaint, kafka)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('# environment KAFKA_REST_BOOTSTRAP_SERVERS\nbootstrap.servers=env:9092\n'),
    });
    expect(await readStart(['--print-config'], noComplaint, {})).toMatchObject({ exitCode: 78, stdout: '' });
  });

  it('helps and tells its version without looking at anything else', async () => {
    const load = jest.fn(noComplaint);
    expect(await readStart(['--version', '/none'], load, {})).toEqual({
      exitCode: 0,
      stdout: `${VERSION}\n`,
      stderr: '',
    });
    expect(await readStart(['--help', '--frob'], load, {})).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Usage/),
    });
    expect(load).not.toHaveBeenCalled();
  });
});
