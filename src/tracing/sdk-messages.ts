import type { DiagLogger } from '@opentelemetry/api';
import type { Log } from '../logging/log.js';

/** Least time between two lines about the same, in milliseconds. */
const PAUSE_MS = 60_000;

/** Texts that are told apart; the SDK makes some of them from what it was sent. */
const MAX_TEXTS = 100;

/** Characters that are shown of a text. */
const MAX_TEXT = 500;

/** What the SDK has to say, in the log. A collector that cannot be reached would be worth a line every few seconds. */
export class SdkMessages implements DiagLogger {
  private readonly told = new Map<string, number>();

  constructor(private readonly log: Log) {}

  error(message: string): void {
    this.warn(message);
  }

  warn(message: string): void {
    const [first = ''] = message.split('\n', 1);
    const reason = first.slice(0, MAX_TEXT);
    const now = performance.now();
    if (now < (this.told.get(reason) ?? -Infinity) + PAUSE_MS) return;
    if (this.told.size >= MAX_TEXTS) this.told.clear();
    this.told.set(reason, now);
    this.log.warn({ reason }, 'tracing: trouble');
  }

  info(message: string): void {
    this.log.debug({ reason: message }, 'tracing');
  }

  debug(message: string): void {
    this.info(message);
  }

  verbose(message: string): void {
    this.info(message);
  }
}
