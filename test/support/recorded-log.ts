import { Log } from '../../src/logging/log.js';

export interface Line {
  level: 'debug' | 'info' | 'warn' | 'error';
  fields: Record<string, unknown>;
  message: string;
}

/** A log that keeps its lines for a test to look at. */
export class RecordedLog extends Log {
  constructor(
    readonly lines: Line[] = [],
    private readonly always: object = {},
    /** Levels that are said to be off. */
    readonly disabled = new Set<Line['level']>(),
  ) {
    super();
  }

  override debug(fields: object, message: string): void {
    this.keep('debug', fields, message);
  }

  override info(fields: object, message: string): void {
    this.keep('info', fields, message);
  }

  override warn(fields: object, message: string): void {
    this.keep('warn', fields, message);
  }

  override error(fields: object, message: string): void {
    this.keep('error', fields, message);
  }

  /** Everything is kept, unless a test is about levels. */
  override isEnabled(level: Line['level']): boolean {
    return !this.disabled.has(level);
  }

  override child(fields: object): Log {
    return new RecordedLog(this.lines, { ...this.always, ...fields }, this.disabled);
  }

  /** Lines of a level, oldest first. */
  of(level: Line['level']): Line[] {
    return this.lines.filter((line) => line.level === level);
  }

  private keep(level: Line['level'], fields: object, message: string): void {
    this.lines.push({ level, fields: { ...this.always, ...fields }, message });
  }
}
