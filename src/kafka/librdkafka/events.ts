import type { Log } from '../../logging/logger.js';
import { Event } from './handle.js';
import { RepeatLog } from './repeat-log.js';
import { addressOf, declare, type Pointer, readString } from './library.js';

const queuePoll = declare('queue_poll', 'pointer', 'pointer', 'int');
const eventType = declare('event_type', 'int', 'pointer');
const eventDestroy = declare('event_destroy', 'void', 'pointer');
const eventError = declare('event_error', 'int', 'pointer');
const eventErrorString = declare('event_error_string', 'string', 'pointer');
const eventLog = declare('event_log', 'int', 'pointer', 'pointer', 'pointer', 'pointer');

export interface EventHandlers {
  log: Log;
  /** An event of a type that only this client knows. */
  onEvent(type: number, event: bigint): void;
  /** Errors of the client as a whole, e.g. ALL_BROKERS_DOWN; they are logged already. */
  onError(code: number, text: string): void;
}

/** Takes events until the queue is empty. A handler that throws ends the drain: handlers deal with their own failures. */
export function drainEvents(queue: Pointer, handlers: EventHandlers): void {
  for (let event = queuePoll(queue, 0); event; event = queuePoll(queue, 0)) {
    try {
      const type = eventType(event);
      if (type === Event.LOG) writeLog(event, handlers.log);
      else if (type === Event.ERROR) takeError(event, handlers);
      else handlers.onEvent(type, event);
    } finally {
      eventDestroy(event);
    }
  }
}

const repeatLogs = new WeakMap<Log, RepeatLog>();

function repeatLogOf(log: Log): RepeatLog {
  let repeatLog = repeatLogs.get(log);
  if (!repeatLog) repeatLogs.set(log, (repeatLog = new RepeatLog(log)));
  return repeatLog;
}

function takeError(event: bigint, handlers: EventHandlers): void {
  const code = eventError(event);
  const text = eventErrorString(event) ?? '';
  repeatLogOf(handlers.log).warn(`error ${code}`, { code }, text);
  handlers.onError(code, text);
}

const logFacility = new BigUint64Array(1);
const logText = new BigUint64Array(1);
const logLevel = new Int32Array(2);

/** librdkafka logs with syslog levels; 3 and below are errors, 4 warnings. Connection trouble repeats and is a warning at most. */
function writeLog(event: bigint, log: Log): void {
  if (eventLog(event, logFacility, logText, logLevel) !== 0) return;
  const facility = cString(logFacility);
  const message = cString(logText);
  const level = logLevel[0]!;
  if (level <= 4) repeatLogOf(log).warn(facility, { facility }, message);
  else log.debug({ facility }, message);
}

/** The string behind a `char *` that librdkafka wrote into `cell`. */
function cString(cell: BigUint64Array): string {
  return cell[0] ? (readString(BigInt(addressOf(cell)), 0) ?? '') : '';
}
