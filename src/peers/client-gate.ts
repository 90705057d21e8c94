import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PeerAddress } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { answerError } from '../http/answer.js';
import { readBodyAhead } from '../http/body.js';
import { dialectOf } from '../http/dialect.js';
import { exchangeOf } from '../http/exchange.js';
import type { Gate } from '../http/gate.js';
import { createdName } from './created-name.js';
import { carriedId, ownersBefore } from './owner.js';
import { genuineHop } from './peer-gate.js';
import type { PeerList } from './peer-list.js';
import type { PeerSignature } from './peer-signature.js';
import { type Target, targetOf } from './target.js';

/** Stands for the path of what was passed on, in metrics and log; the replica that answers counts its route. */
const ROUTE = '/consumers/* (passed on)';

/** How a request is passed on to another replica; resolves to true when it is answered, to false when the replica has ended. */
export type Forward = (peer: PeerAddress, req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/** In front of clients: requests about instances of another replica go there, all others on to the handlers. */
export class ClientGate {
  /** @param id of this replica */
  constructor(
    private readonly id: string,
    private readonly peers: PeerList,
    private readonly signatures: PeerSignature,
    private readonly forward: Forward,
  ) {}

  readonly enter: Gate = (req, res, next) => {
    const target = targetOf(req.method ?? '', req.url ?? '');
    if (target === null) return next();
    // One hop at most: also where an address of a client port got into the list of replicas.
    if (genuineHop(this.signatures, req)) return answerError(req, res, wrongPort());
    void this.route(target, req, res, next).catch((error: unknown) => answerError(req, res, error));
  };

  private async route(target: Target, req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> {
    let { name } = target;
    if (name === null) {
      await readBodyAhead(req, exchangeOf(req).kit.settings.bodyMaxBytes);
      name = await createdName(req);
    }
    for (const peer of name === null ? [] : this.elsewhere(target.group, name)) {
      exchangeOf(req).routed = dialectOf(req);
      Object.assign(req, { route: { path: ROUTE } });
      if (await this.forward(peer, req, res)) return;
    }
    // Where everybody before this replica has ended, it is here that the name is free, and the instance unknown.
    next();
  }

  /**
   * The other replicas that would have the instance before this one does, in order; all, while nobody lists this one. None:
   * it would be here. @throws GatewayError `peer-unavailable`
   */
  private elsewhere(group: string, name: string): PeerAddress[] {
    // Also while DNS does not name this replica: nobody else has what it made.
    if (carriedId(name) === this.id) return [];
    const peers = this.peers.all;
    if (peers === null) {
      throw new GatewayError('peer-unavailable', 'The replicas of the gateway are not known yet: try again.');
    }
    return ownersBefore(this.id, group, name, peers);
  }
}

function wrongPort(): GatewayError {
  return new GatewayError('forbidden', 'Replicas use the port of peers.listener: this one is for clients.');
}
