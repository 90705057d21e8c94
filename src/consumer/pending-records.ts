import type { OnDecodeError } from '../config/settings.js';
import type { GatewayError } from '../errors/gateway-error.js';
import { type RecordFormat, type Undecodable, undecodable, undecodableError } from './record-format.js';
import { recordBytes, type RecordSlice } from './record-slice.js';

/** What a read took: `failure` in place of records to show, or up to `maxBytes` of records. */
export interface TakenRecords {
  slices: RecordSlice[];
  /** Records that are shown. */
  visible: number;
  failure: GatewayError | null;
}

/** Records that were fetched and not delivered yet, in order. */
export class PendingRecords {
  /** Bytes of keys and values. */
  bytes = 0;
  private slices: RecordSlice[] = [];

  get empty(): boolean {
    return this.slices.length === 0;
  }

  /** The first record of each partition, as slices. */
  firstOfEach(): RecordSlice[] {
    const seen = new Set<unknown>();
    return this.slices.filter(({ position }) => !seen.has(position) && seen.add(position));
  }

  /** Whether timestamps and headers of all records are at hand. */
  get haveExtras(): boolean {
    return this.slices.every(({ batch }) => batch.timestamps !== null);
  }

  append(slices: readonly RecordSlice[]): void {
    for (const slice of slices) {
      this.slices.push(slice);
      this.bytes += slice.bytes;
    }
  }

  /** Puts records in front again. */
  putBack(slices: readonly RecordSlice[]): void {
    this.slices = [...slices, ...this.slices];
    this.dropStale();
  }

  /** Forgets the records of retired positions. */
  dropStale(): void {
    this.slices = this.slices.filter(({ position }) => position.current);
    this.bytes = this.slices.reduce((sum, slice) => sum + slice.bytes, 0);
  }

  clear(): void {
    this.slices = [];
    this.bytes = 0;
  }

  /**
   * Takes records from the front, up to `maxBytes` of keys and values; the first one even when it is larger. A record that
   * cannot be shown ends the taking (`report`, `stop`; when it is first, it is the failure) or is marked in its slice.
   */
  take(maxBytes: number, format: RecordFormat, onUndecodable: OnDecodeError): TakenRecords {
    const taken: TakenRecords = { slices: [], visible: 0, failure: null };
    let room = maxBytes;
    let used = 0;
    for (const slice of this.slices) {
      const { batch, from, to } = slice;
      let i = from;
      let bytes = 0;
      let faults: Map<number, Undecodable> | null = null;
      for (; i < to; i++) {
        const size = recordBytes(batch, i);
        if (size > room && (taken.slices.length > 0 || i > from)) break;
        const fault = undecodable(format, slice, i);
        if (fault) {
          if (onUndecodable === 'report' || onUndecodable === 'stop') {
            if (taken.slices.length > 0 || i > from) break;
            taken.failure = undecodableError(fault, batch, i);
            this.drop(0, slice, i + 1, size);
            taken.slices.push({ ...slice, to: i + 1, bytes: size, faults: new Map([[i, fault]]) });
            return taken;
          }
          (faults ??= new Map()).set(i, fault);
        }
        if (!fault || onUndecodable === 'raw') taken.visible++;
        room -= size;
        bytes += size;
      }
      if (i > from) taken.slices.push({ ...slice, to: i, bytes, faults });
      if (i < to) {
        this.drop(used, slice, i, bytes);
        return taken;
      }
      used++;
      this.bytes -= bytes;
    }
    this.slices = [];
    return taken;
  }

  /** Forgets `whole` slices at the front and the records before `i` of the one behind, which have `bytes` bytes. */
  private drop(whole: number, partial: RecordSlice, i: number, bytes: number): void {
    this.bytes -= bytes;
    this.slices = this.slices.slice(whole + 1);
    if (i < partial.to) this.slices.unshift({ ...partial, from: i, bytes: partial.bytes - bytes, faults: null });
  }
}
