import type { OnDecodeError } from '../config/settings.js';
import type { GatewayError } from '../errors/gateway-error.js';
import type { TakenRecords } from './pending-records.js';
import type { RecordFormat } from './record-format.js';
import type { RecordSlice } from './record-slice.js';
import type { ShownRecords } from './shown-records.js';

/**
 * The answer to one read on its way to the client. Whoever gets it must say what became of it, exactly once: until then
 * the next read of the instance waits.
 */
export class Delivery implements ShownRecords {
  readonly slices: readonly RecordSlice[];
  /** Records to show. */
  readonly count: number;
  /** To be told in place of records: the first record in line cannot be shown. */
  readonly failure: GatewayError | null;
  /** Called when it is settled, with whether it was delivered. */
  onSettled: (delivered: boolean) => void = () => undefined;
  private settled = false;

  constructor(
    taken: TakenRecords,
    readonly format: RecordFormat,
    /** What to do with records that are marked in their slice's `faults`: `skip` or `raw`. */
    readonly onUndecodable: OnDecodeError,
    private readonly settle: (slices: readonly RecordSlice[], delivered: boolean) => void,
  ) {
    this.slices = taken.slices;
    this.count = taken.visible;
    this.failure = taken.failure;
  }

  /** The answer was written completely: the records count as consumed. */
  delivered(): void {
    this.end(true);
  }

  /** It was not: the records are in front again, unless a seek or a rebalance came between. */
  returned(): void {
    this.end(false);
  }

  private end(delivered: boolean): void {
    if (this.settled) return;
    this.settled = true;
    this.settle(this.slices, delivered);
    this.onSettled(delivered);
  }
}
