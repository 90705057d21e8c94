import type { ErrorCode } from '../../errors/error-code.js';
import { GatewayError } from '../../errors/gateway-error.js';
import type { JsonCursor } from '../../json/cursor.js';

/**
 * The first thing that is wrong with the shape of a body. It is kept until the whole body was read, because a body that
 * is no JSON at all says so first.
 */
export class ProduceFaults {
  /** What stands before all paths, e.g. `entries[3].`. */
  within = '';
  private first: { code: ErrorCode; message: string } | null = null;

  clear(): void {
    this.first = null;
    this.within = '';
  }

  /** True: something is wrong already; what else is wrong will not be told. */
  get found(): boolean {
    return this.first !== null;
  }

  /** @param path where, as the client would write it: `records[3].partition` */
  shape(path: string, reason: string): void {
    this.first ??= { code: 'invalid-body', message: `${this.within}${path}: ${reason}` };
  }

  /** Right shape, wrong content: what the client meant cannot be stored. */
  content(path: string, reason: string): void {
    this.first ??= { code: 'bad-request', message: `${this.within}${path}: ${reason}` };
  }

  /** @param path of the object that has the field; empty for the body itself */
  unknownField(cursor: JsonCursor, path: string): void {
    if (this.first !== null) return;
    const name = cursor.excerpt(cursor.nameStart, cursor.nameEnd);
    const place = this.within + path;
    const where = place === '' ? '' : ` (in ${place.replace(/\.$/, '')})`;
    this.first = { code: 'invalid-body', message: `Unrecognized field: ${name}${where}` };
  }

  /** The first fault; null when there is none. */
  get one(): { readonly code: ErrorCode; readonly message: string } | null {
    return this.first;
  }

  throwFirst(): void {
    if (this.first !== null) throw new GatewayError(this.first.code, this.first.message);
  }
}
