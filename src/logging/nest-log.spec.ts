import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLog } from './logger.js';
import { NestLog } from './nest-log.js';

function capture() {
  const lines: string[] = [];
  const log = createLog({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  return { nest: new NestLog(log), events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('what Nest logs', () => {
  afterEach(() => {
    Logger.overrideLogger(['log', 'error', 'warn', 'debug', 'verbose', 'fatal']);
  });

  it('becomes lines of our log, its start-up report at debug', () => {
    const { nest, events } = capture();
    Logger.overrideLogger(nest);
    const logger = new Logger('RoutesResolver');
    logger.log('Mapped {/topics, GET} route');
    logger.warn('careful');
    logger.error('broken', 'Error: broken\n at x');
    logger.fatal('gone');
    expect(events()).toMatchObject([
      { level: 'debug', context: 'RoutesResolver', message: 'Mapped {/topics, GET} route' },
      { level: 'warn', context: 'RoutesResolver', message: 'careful' },
      { level: 'error', context: 'RoutesResolver', message: 'broken', details: ['Error: broken\n at x'] },
      { level: 'error', message: 'gone' },
    ]);
  });

  it('keeps errors and objects', () => {
    const { nest, events } = capture();
    nest.error(new TypeError('bug'), 'ExceptionsHandler');
    nest.log({ a: 1 });
    nest.debug('d');
    nest.verbose('v');
    expect(events()).toMatchObject([
      { message: 'bug', error: { type: 'TypeError' }, context: 'ExceptionsHandler' },
      { message: 'message of the framework', event: { a: 1 } },
      { message: 'd' },
      { message: 'v' },
    ]);
  });
});
