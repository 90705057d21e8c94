import { isIPv6 } from 'node:net';
import { boolean, choice, quoted, text } from './setting.js';

/** Settings of the process. */
export const PROCESS = {
  id: text<string>({
    name: 'id',
    range: 'of at most 100 letters, digits, dots, hyphens, underscores; or an IPv6 address',
    meaning: 'Name of this gateway: part of the instance names that it generates.',
    parse: (value) =>
      /^[\w.-]{0,100}$/.test(value) || isIPv6(value)
        ? { value }
        : {
            fault: `must be at most 100 letters, digits, dots, hyphens and underscores, or an IPv6 address, got ${quoted(value)}`,
          },
  }),
  logLevel: choice({
    name: 'log.level',
    default: 'info',
    of: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    meaning: 'Least level of the JSON log lines on the standard output.',
  }),
  accessLog: boolean({
    name: 'access.log.enable',
    default: false,
    meaning: 'Writes a line of level `info` for every request; otherwise its level is `debug`.',
  }),
  auditLog: boolean({
    name: 'audit.log.enable',
    default: true,
    meaning:
      'Writes a line of level `info` for every change by API v3 (records apart) or of the schema registry, and for every request that is refused with 401 or 403.',
  }),
  tracing: boolean({
    name: 'tracing.enable',
    default: false,
    meaning: 'Traces requests with OpenTelemetry; where traces go, the standard `OTEL_*` variables say.',
  }),
};
