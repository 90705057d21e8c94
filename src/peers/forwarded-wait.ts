import type { Settings } from '../config/settings.js';

/** On top of what the request may wait for at the other replica, in milliseconds. */
const ANSWER_MARGIN_MS = 5_000;

/** Part of the time for requests in flight that a read may wait for at another replica. */
const SHARE_OF_SHUTDOWN = 0.75;

/**
 * The path of a request, with no longer wait than the replica that passes it on has time for when it is told to end: waits
 * of its own end at once then, those at other replicas it cannot cut short without losing what they bring.
 *
 * @param shutdownMs time for requests in flight; 0: none is waited for
 */
export function cappedWait(method: string, path: string, shutdownMs: number): string {
  const start = path.indexOf('?');
  if (start < 0 || shutdownMs === 0 || (method !== 'GET' && method !== 'HEAD')) return path;
  const parameters = new URLSearchParams(path.slice(start + 1));
  const most = Math.floor(shutdownMs * SHARE_OF_SHUTDOWN);
  // What is no number, or given twice, the other replica refuses.
  if (parameters.getAll('timeout').length !== 1 || !(Number(parameters.get('timeout')) > most)) return path;
  parameters.set('timeout', String(most));
  return `${path.slice(0, start)}?${parameters.toString()}`;
}

/** The time that an answer may take, in milliseconds. A read waits as long as it says, and for its group to join; all others for Kafka. */
export function answerLimit(path: string, { consumers, kafka }: Settings): number {
  const asked = Number(new URLSearchParams(path.split('?', 2)[1]).get('timeout') ?? Number.NaN);
  const wait = asked > 0 ? Math.min(asked, consumers.requestTimeoutMaxMs) : consumers.requestTimeoutMaxMs;
  return wait + consumers.joinTimeoutMs + kafka.requestTimeoutMs + ANSWER_MARGIN_MS;
}
