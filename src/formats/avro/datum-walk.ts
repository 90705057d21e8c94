import { GrowingBuffer } from '../../json/growing-buffer.js';
import type { DatumFault } from '../schema-codec.js';
import { pathOf } from './fault-words.js';

/** How many records, arrays and maps may be open at a time: far below what the stack holds. */
const MAX_DEPTH = 512;

export const NOTHING = Buffer.alloc(0);
export const NOWHERE = new GrowingBuffer(0);

/** What translating a datum has in common both ways. What fails returns -1 and leaves the reason here. */
export abstract class DatumWalk {
  /** Takes the result, behind what it holds already. */
  out: GrowingBuffer = NOWHERE;
  /** How many records, arrays and maps are open. */
  depth = 0;

  private reason = '';
  /** Steps to the fault, the innermost first: they are added on the way back out of it. */
  private readonly steps: string[] = [];

  fault(reason: string): -1 {
    this.reason = reason;
    return -1;
  }

  /** Adds a step to the way to the fault. */
  within(step: string): -1 {
    this.steps.push(step);
    return -1;
  }

  /** Opens a record, array or map; false after a fault. */
  enter(): boolean {
    if (++this.depth <= MAX_DEPTH) return true;
    this.fault(`nested too deep: more than ${MAX_DEPTH} levels`);
    return false;
  }

  /** Begins another datum. */
  protected begin(out: GrowingBuffer): void {
    this.out = out;
    this.depth = 0;
    this.steps.length = 0;
  }

  /** Lets go of the datum, which was walked up to `behind`. */
  protected finish(behind: number): DatumFault | null {
    this.out = NOWHERE;
    return behind < 0 ? { path: pathOf(this.steps), reason: this.reason } : null;
  }

  /** Drops the fault: there is another way to go on from where `depth` was what it is given. */
  protected dropFault(depth: number): void {
    this.steps.length = 0;
    this.depth = depth;
  }
}
