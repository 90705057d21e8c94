import { pino } from 'pino';
import type { LogSettings } from '../config/settings.js';

type Level = LogSettings['level'];

export const LOG_LEVELS: readonly Level[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Least level of the lines on the standard output, one for the whole process; it may change while logs are in use. */
class LogLevel {
  private least = pino.levels.values['info']!;
  private name: Level = 'info';

  get current(): Level {
    return this.name;
  }

  set(level: Level): void {
    this.name = level;
    this.least = pino.levels.values[level] ?? Infinity;
  }

  includes(level: string): boolean {
    return (pino.levels.values[level] ?? 0) >= this.least;
  }
}

export const logLevel = new LogLevel();
