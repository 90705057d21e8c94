import { describe, expect, it } from '@jest/globals';
import type { LogSettings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { logLevel } from './log-level.js';
import { createLog } from './logger.js';

function capture(level: LogSettings['level']) {
  const lines: string[] = [];
  const log = createLog({ level }, { write: (line: string) => void lines.push(line) });
  return { log, lines, events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes one JSON line per event, with level, time and message', () => {
    const { log, lines, events } = capture('info');
    log.info({ topic: 'jsontest', partitions: [0, 1] }, 'two\nlines, 100 %s');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(events()[0]).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      topic: 'jsontest',
      partitions: [0, 1],
      message: 'two\nlines, 100 %s',
    });
  });

  it('leaves out what is below its level', () => {
    const { log, events } = capture('warn');
    for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) log[level]({}, level);
    expect(events().map(({ level }) => level)).toEqual(['warn', 'error', 'fatal']);
    const silent = capture('silent');
    silent.log.fatal({}, 'x');
    expect(silent.lines).toEqual([]);
  });

  it('says which levels are written, also after that was changed', () => {
    const { log } = capture('warn');
    expect([log.isEnabled('info'), log.isEnabled('warn'), log.child({}).isEnabled('info')]).toEqual([
      false,
      true,
      false,
    ]);
    const before = logLevel.current;
    try {
      const ofProcess = createLog({ level: 'error' }).child({});
      expect(ofProcess.isEnabled('info')).toBe(false);
      logLevel.set('info');
      expect([ofProcess.isEnabled('info'), ofProcess.isEnabled('debug')]).toEqual([true, false]);
    } finally {
      logLevel.set(before);
    }
  });

  it('carries the fields of a child on every line', () => {
    const { log, events } = capture('info');
    const child = log.child({ requestId: 'r1', password: 'hunter2' }).child({ group: 'g' });
    child.info({ partition: 0 }, 'read');
    expect(events()[0]).toMatchObject({ requestId: 'r1', password: '[hidden]', group: 'g', partition: 0 });
  });

  it('writes an error with its causes, under any name', () => {
    const { log, events } = capture('info');
    const refused = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    log.warn({ reason: new GatewayError('kafka-unavailable', 'No broker.', { cause: refused }) }, 'x');
    expect(events()[0]).toMatchObject({
      reason: {
        type: 'GatewayError',
        code: 'kafka-unavailable',
        message: 'No broker.',
        stack: expect.stringContaining('logger.spec'),
        cause: { type: 'Error', code: 'ECONNREFUSED', message: 'connect refused' },
      },
    });
  });

  it('writes an error that stands in place of the fields, and under err', () => {
    const { log, events } = capture('info');
    log.error(new TypeError('a bug'), 'x');
    log.error({ err: new TypeError('a bug') }, 'y');
    expect(events()).toMatchObject([
      { error: { type: 'TypeError', message: 'a bug' } },
      { err: { type: 'TypeError' } },
    ]);
  });
});
