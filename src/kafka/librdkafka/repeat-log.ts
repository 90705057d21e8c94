import type { Log } from '../../logging/logger.js';

/** Milliseconds between two lines about the same thing. */
const PAUSE_MS = 30_000;

interface Kind {
  /** Monotonic. */
  nextAt: number;
  suppressed: number;
}

/**
 * Warnings of one client: a cluster that is down makes librdkafka say the same some twenty times a second. The first is
 * written at once, then one per pause with the number of those left out.
 */
export class RepeatLog {
  private readonly kinds = new Map<string, Kind>();

  constructor(
    private readonly log: Log,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param kind what makes two warnings the same; from a small set (codes, facilities) */
  warn(kind: string, fields: object, message: string): void {
    const known = this.kinds.get(kind);
    const now = this.now();
    if (known && now < known.nextAt) {
      known.suppressed++;
      this.log.debug(fields, message);
      return;
    }
    const suppressed = known?.suppressed ?? 0;
    this.kinds.set(kind, { nextAt: now + PAUSE_MS, suppressed: 0 });
    this.log.warn(suppressed > 0 ? { ...fields, suppressed } : fields, message);
  }
}
