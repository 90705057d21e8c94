import type { Request } from 'express';
import type { PeerSettings, Settings } from '../config/settings.js';
import type { BaseUri } from '../http/base-uri.js';
import type { Gate } from '../http/gate.js';
import type { Log } from '../logging/log.js';
import { ClientGate } from './client-gate.js';
import { PeerForwarder } from './peer-forwarder.js';
import { peerGate } from './peer-gate.js';
import { PeerList } from './peer-list.js';
import { PeerPools } from './peer-pools.js';
import { PeerSignature } from './peer-signature.js';

/**
 * The other replicas of this gateway: what a client asks of an instance is answered by the replica that has it, whichever
 * one it asks.
 */
export class Peers {
  /** In front of clients. */
  readonly clients: Gate;
  /** In front of the other replicas. */
  readonly replicas: Gate;
  private readonly list: PeerList;
  private readonly pools = new PeerPools();

  constructor(settings: Settings, peers: PeerSettings, baseUri: BaseUri, log: Log) {
    const signatures = new PeerSignature(peers.key);
    const forwarder = new PeerForwarder(settings, signatures, this.pools, log);
    this.list = new PeerList(peers, settings.id, log, (urls) => this.pools.retain(urls));
    this.replicas = peerGate(settings.id, signatures);
    this.clients = new ClientGate(settings.id, this.list, signatures, (peer, req, res) =>
      forwarder.forward(peer, req, res, baseUri.of(req as Request)),
    ).enter;
  }

  /** Resolves when the replicas are known, or DNS has not said. */
  start(): Promise<void> {
    return this.list.start();
  }

  /** Breaks off what is still being passed on. */
  async close(): Promise<void> {
    this.list.stop();
    await this.pools.destroy();
  }
}
