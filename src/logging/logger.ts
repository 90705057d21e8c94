import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import type { LogSettings } from '../config/settings.js';
import { standardOutput } from './destination.js';
import { Log } from './log.js';
import { logLevel } from './log-level.js';
import { presentable, presentableText } from './presentable.js';

export { Log } from './log.js';

/** The log of the process: what only `main` needs comes on top. */
export abstract class ProcessLog extends Log {
  /** The last words before the process ends. */
  abstract fatal(fields: object, message: string): void;
}

/**
 * Makes a log that writes JSON lines of `settings.level` and above; on the standard output `logLevel` may change that later.
 *
 * @param destination where lines go; the standard output of the process when absent (shared by all logs made here)
 */
export function createLog(settings: LogSettings, destination?: DestinationStream): ProcessLog {
  if (!destination) logLevel.set(settings.level);
  const options = {
    level: destination ? settings.level : 'trace',
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    // Fields are made presentable before they get here, errors too: pino's own treatment would do it twice.
    serializers: { err: (value: unknown) => value },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return new PinoLog(pino(options, destination ?? standardOutput()), destination === undefined);
}

class PinoLog extends ProcessLog {
  constructor(
    private readonly logger: Logger,
    private readonly ofProcess: boolean,
  ) {
    super();
  }

  override debug(fields: object, message: string): void {
    this.write('debug', fields, message);
  }

  override info(fields: object, message: string): void {
    this.write('info', fields, message);
  }

  override warn(fields: object, message: string): void {
    this.write('warn', fields, message);
  }

  override error(fields: object, message: string): void {
    this.write('error', fields, message);
  }

  override fatal(fields: object, message: string): void {
    this.write('fatal', fields, message);
  }

  override child(fields: object): Log {
    return new PinoLog(this.logger.child(presentable(fields)), this.ofProcess);
  }

  override isEnabled(level: Level): boolean {
    return this.ofProcess ? logLevel.includes(level) : this.logger.isLevelEnabled(level);
  }

  private write(level: Level, fields: object, message: string): void {
    // Checked first: nothing is walked or copied for a line that is not written.
    if (!this.isEnabled(level)) return;
    this.logger[level](presentable(fields), presentableText(message));
  }
}
