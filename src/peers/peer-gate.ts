import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.js';
import { answerEmpty, answerError } from '../http/answer.js';
import type { Gate } from '../http/gate.js';
import { notePassedBase } from '../http/passed-base.js';
import type { Announcements } from './announcements.js';
import { BASE, HOP, PROOF, SIGNATURE, TO } from './peer-headers.js';
import type { Hop, PeerSignature } from './peer-signature.js';

/** In front of what other replicas pass on: nothing that none of them vouches for gets in. */
export function peerGate(id: string, signatures: PeerSignature, announcements: Announcements): Gate {
  return (req, res, next) => {
    const hop = genuineHop(signatures, req);
    if (hop?.to !== id) {
      const message = 'This port is for the other replicas of the gateway: clients use that of its API.';
      return answerError(req, res, new GatewayError('forbidden', message));
    }
    res.setHeader(PROOF, signatures.proof(String(req.headers[SIGNATURE])));
    if (announcements.take(req)) return answerEmpty(res);
    notePassedBase(req, hop.base);
    next();
  };
}

/** The hop that a request has made already, whatever replica was meant, when another one vouches for it; null: a client, whatever its headers say. */
export function genuineHop(signatures: PeerSignature, req: IncomingMessage): Hop | null {
  const { [HOP]: marked, [TO]: to, [BASE]: base, [SIGNATURE]: signature } = req.headers;
  if (marked !== '1' || typeof to !== 'string' || typeof base !== 'string' || typeof signature !== 'string')
    return null;
  const hop = { method: req.method ?? '', path: req.url ?? '', to, base };
  return signatures.isGenuine(signature, hop) ? hop : null;
}
