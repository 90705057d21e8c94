import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/**
 * What Nest says about itself, sent the way of all other lines. Its start-up report (a line per module and route) is
 * `debug`: one line of our own says that the gateway listens.
 */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.target.debug(fieldsOf(message, rest), textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug(fieldsOf(message, rest), textOf(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.target.debug(fieldsOf(message, rest), textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn(fieldsOf(message, rest), textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error(fieldsOf(message, rest), textOf(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.target.error(fieldsOf(message, rest), textOf(message));
  }
}

/** Nest appends its context (a class of the framework) as the last text, and a stack or an error before it. */
function fieldsOf(message: unknown, rest: readonly unknown[]): object {
  const fields: Record<string, unknown> = {};
  const context = rest.at(-1);
  if (typeof context === 'string') fields['context'] = context;
  const details = rest.slice(0, typeof context === 'string' ? -1 : undefined).filter((entry) => entry !== undefined);
  if (message instanceof Error) fields['error'] = message;
  else if (typeof message === 'object' && message !== null) fields['event'] = message;
  if (details.length > 0) fields['details'] = details;
  return fields;
}

function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  if (message instanceof Error) return message.message;
  return 'message of the framework';
}
