import type { Log } from '../../logging/log.js';
import { AdminCalls } from './admin-calls.js';
import { RenewableCalls } from './admin-renewable-calls.js';
import type { Properties } from './handle.js';

/** Longer than any handle with an unanswered request lives. */
const NEVER_MS = 600_000;

/**
 * Requests that go to the coordinator of a group (offsets of groups, later groups themselves). When librdkafka 2.12 ends
 * such a request by its own timeout while it is still looking for the coordinator, it uses freed memory as soon as the
 * coordinator is found, and aborts. So its timeout never strikes: the call is given up here, and its handle soon after.
 */
export function coordinatorCalls(properties: Properties, requestTimeoutMs: number, log: Log): RenewableCalls {
  return new RenewableCalls(() => new AdminCalls(properties, requestTimeoutMs, log, requestTimeoutMs + NEVER_MS), log);
}
