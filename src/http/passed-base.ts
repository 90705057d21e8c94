import type { IncomingMessage } from 'node:http';

const BASE = Symbol('base');

interface Carrier {
  [BASE]?: string;
}

/** Notes where the client reached the gateway, on a request that another replica passed on and vouches for. */
export function notePassedBase(req: IncomingMessage, base: string): void {
  (req as Carrier)[BASE] = base;
}

/** Undefined: the client itself, or a proxy, sent the request. */
export function passedBaseOf(req: object): string | undefined {
  return (req as Carrier)[BASE];
}
