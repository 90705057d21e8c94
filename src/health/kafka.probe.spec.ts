import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeAdminClient } from '../../test/support/fakes/admin.fake.js';
import { RecordedLog } from '../../test/support/recorded-log.js';
import { GatewayError } from '../errors/gateway-error.js';
import { FRESH_MS, KafkaProbe, WAIT_MS } from './kafka.probe.js';

describe('KafkaProbe', () => {
  let log: RecordedLog;
  let admin: FakeAdminClient;
  let probe: KafkaProbe;

  beforeEach(() => {
    jest.useFakeTimers();
    admin = new FakeAdminClient();
    log = new RecordedLog();
    probe = new KafkaProbe(admin, log);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('tells cluster id and number of brokers of a Kafka that answers', async () => {
    expect(await probe.state()).toEqual({ reached: true, clusterId: 'fake-cluster', controllerId: 1, brokers: 1 });
  });

  it('asks Kafka once for all probes of two seconds', async () => {
    await Promise.all(Array.from({ length: 50 }, () => probe.state()));
    jest.advanceTimersByTime(FRESH_MS - 1);
    await probe.state();
    expect(admin.callsOf('describeCluster')).toBe(1);
  });

  it('asks again when the answer is older than two seconds', async () => {
    await probe.state();
    admin.failWith('describeCluster', new GatewayError('kafka-unavailable', 'No broker answers.'));
    jest.advanceTimersByTime(FRESH_MS);
    expect(await probe.state()).toEqual({ reached: false, message: 'No broker answers.' });
  });

  it('answers in bounded time when Kafka does not, and asks no second question meanwhile', async () => {
    const release = admin.hold('describeCluster');
    for (let round = 0; round < 3; round++) {
      const state = probe.state();
      await jest.advanceTimersByTimeAsync(WAIT_MS);
      expect(await state).toEqual({ reached: false, message: 'Kafka did not answer within 2 seconds.' });
      jest.advanceTimersByTime(FRESH_MS);
    }
    expect(admin.callsOf('describeCluster')).toBe(1);
    release();
  });

  it('takes a late answer as the present state', async () => {
    const release = admin.hold('describeCluster');
    const first = probe.state();
    await jest.advanceTimersByTimeAsync(WAIT_MS);
    expect(await first).toMatchObject({ reached: false });
    release();
    await jest.advanceTimersByTimeAsync(0);
    expect(await probe.state()).toMatchObject({ reached: true });
  });

  it('logs the loss and the return of Kafka once each, not every probe', async () => {
    admin.failWith('describeCluster', new GatewayError('kafka-unavailable', 'No broker answers.'));
    await probe.state();
    jest.advanceTimersByTime(FRESH_MS);
    await probe.state();
    admin.failWith('describeCluster', null);
    jest.advanceTimersByTime(FRESH_MS);
    await probe.state();
    expect(log.lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warn: Kafka is not reached',
      'info: Kafka is reached again',
    ]);
  });

  it('says nothing of a bug to the prober, and logs it', async () => {
    jest.spyOn(admin, 'describeCluster').mockRejectedValue(new TypeError('x is not a function'));
    expect(await probe.state()).toEqual({ reached: false, message: 'Kafka could not be asked.' });
    expect(log.of('error')).toHaveLength(1);
  });
});
