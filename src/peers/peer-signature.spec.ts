import { describe, expect, it } from '@jest/globals';
import { PeerSignature } from './peer-signature.js';

const [OLD, NEW] = ['0123456789abcdef', 'fedcba9876543210'];
const HOP = { method: 'GET', path: '/consumers/g', to: 'b', base: 'http://rest' };

/** Whether what `from` sends and `to` answers is believed by the other. */
function understand(from: PeerSignature, to: PeerSignature): boolean {
  const signature = from.sign(HOP);
  return to.isGenuine(signature, HOP) && from.isProof(to.proof(signature), signature);
}

describe('the signatures of replicas', () => {
  it('are believed with the same key, and with no other', () => {
    expect(understand(new PeerSignature(OLD), new PeerSignature(OLD))).toBe(true);
    expect(understand(new PeerSignature(OLD), new PeerSignature(NEW))).toBe(false);
  });

  it('are believed all the while a new key takes the place of an old one, replica by replica', () => {
    const [a, b] = [new PeerSignature(OLD), new PeerSignature(OLD)];
    for (const keys of [[OLD, NEW], [NEW, OLD], [NEW]] as [string, ...string[]][]) {
      for (const one of [a, b]) {
        one.use(...keys);
        expect([understand(a, b), understand(b, a)]).toEqual([true, true]);
      }
    }
    expect(understand(a, new PeerSignature(OLD))).toBe(false);
  });
});
