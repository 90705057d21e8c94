import { Counter, type Registry } from 'prom-client';

/**
 * What became of a request that was passed on: `answered`, with whatever status; `gone`, the replica has ended, which the
 * next one in line answers for; `unreachable`, no answer, or none in time; `refused`, the answer was no replica's; `broken`,
 * the answer broke off; `abandoned`, the client did not wait for it.
 */
export type ForwardOutcome = 'answered' | 'gone' | 'unreachable' | 'refused' | 'broken' | 'abandoned';

/** Requests that this replica passed on to others. */
export class PeerMetrics {
  private readonly requests;

  constructor(registry: Registry, prefix: string) {
    this.requests = new Counter({
      name: `${prefix}forwarded_requests_total`,
      help: 'Requests passed on to another replica: answered; gone, the replica has ended; unreachable; refused, what answered is no replica with the same key; broken, the answer broke off; abandoned, the client went away.',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  /** One request was passed on to one replica. */
  forwarded(outcome: ForwardOutcome): void {
    this.requests.inc({ outcome });
  }
}
