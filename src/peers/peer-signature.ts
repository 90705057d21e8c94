import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signature may be, in milliseconds: how far the clocks of two replicas may be apart. */
const MAX_AGE_MS = 60_000;

/** What a replica vouches for when it passes a request on. */
export interface Hop {
  method: string;
  /** With its query. */
  path: string;
  /** Id of the replica that is meant: a request for one is worth nothing at another. */
  to: string;
  /** Where the client reached the gateway. */
  base: string;
}

/**
 * Signs and checks what replicas send each other, by a key that all of them have (HMAC-SHA-256). Of several keys the first
 * signs and all are good: two replicas understand each other as long as each has the other's first one.
 */
export class PeerSignature {
  private keys: readonly [string, ...string[]];

  /** @param keys at least one */
  constructor(...keys: readonly [string, ...string[]]) {
    this.keys = keys;
  }

  /** Goes on with other keys. What was signed before must still be checked: the old first one should be among them. */
  use(...keys: readonly [string, ...string[]]): void {
    this.keys = keys;
  }

  /** @param now Unix time in milliseconds; clocks are compared across machines, so not a monotonic one */
  sign(hop: Hop, now: number = Date.now()): string {
    return this.signed(this.keys[0], hop, now);
  }

  /** Whether a replica has signed exactly this, at most a minute ago or ahead. */
  isGenuine(signature: string, hop: Hop, now: number = Date.now()): boolean {
    const time = Number(/^(\d{1,15})\./.exec(signature)?.[1] ?? Number.NaN);
    if (!(Math.abs(now - time) <= MAX_AGE_MS)) return false;
    return this.keys.some((key) => equal(signature, this.signed(key, hop, time)));
  }

  /** What only a replica can say about a signature: it goes with the answer, as proof of where that comes from. */
  proof(signature: string): string {
    return digest(this.keys[0], ['answer', signature]);
  }

  isProof(proof: string, signature: string): boolean {
    return this.keys.some((key) => equal(proof, digest(key, ['answer', signature])));
  }

  private signed(key: string, { method, path, to, base }: Hop, time: number): string {
    return `${time}.${digest(key, ['hop', method, path, to, base, String(time)])}`;
  }
}

function digest(key: string, parts: readonly string[]): string {
  // No part can hold a line break: they come from request lines, headers and settings.
  return createHmac('sha256', key).update(parts.join('\n')).digest('hex');
}

function equal(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
