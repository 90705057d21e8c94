/**
 * Where events go; injection token. One call is one JSON line. `fields` are named facts (camelCase); an `Error` may stand
 * under any name and is written with its causes; secrets are hidden by their name. Calls never throw and never wait.
 *
 * Levels belong to the event: mistakes of clients `debug`, trouble with brokers `warn`, our bugs `error`.
 */
export abstract class Log {
  abstract debug(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
  /** Whether lines of a level are written now, so that nothing is put together for one that is not. It may change. */
  abstract isEnabled(level: 'debug' | 'info' | 'warn' | 'error'): boolean;
  /** A log whose every line carries these fields too. */
  abstract child(fields: object): Log;
}
