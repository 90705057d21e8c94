import { choice, quoted, text } from './setting.js';

/** Settings of the process. */
export const PROCESS = {
  id: text<string>({
    name: 'id',
    range: 'of at most 100 letters, digits, dots, hyphens, underscores',
    meaning: 'Name of this gateway: part of the instance names that it generates.',
    parse: (value) =>
      /^[\w.-]{0,100}$/.test(value)
        ? { value }
        : { fault: `must be at most 100 letters, digits, dots, hyphens and underscores, got ${quoted(value)}` },
  }),
  logLevel: choice({
    name: 'log.level',
    default: 'info',
    of: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    meaning: 'Least level of the JSON log lines on the standard output.',
  }),
};
