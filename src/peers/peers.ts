import type { Request } from 'express';
import type { PeerSettings, Settings } from '../config/settings.js';
import type { BaseUri } from '../http/base-uri.js';
import type { Gate } from '../http/gate.js';
import type { Log } from '../logging/log.js';
import type { PeerMetrics } from '../metrics/peer-metrics.js';
import { Announcements } from './announcements.js';
import { ClientGate } from './client-gate.js';
import { PeerForwarder } from './peer-forwarder.js';
import { peerGate } from './peer-gate.js';
import { PeerList } from './peer-list.js';
import { PeerPools } from './peer-pools.js';
import { PeerSignature } from './peer-signature.js';
import { type LocalInstances, StandIns } from './stand-ins.js';

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
  private readonly signatures: PeerSignature;
  private readonly pools = new PeerPools();
  private readonly standIns: StandIns;
  private readonly announcements: Announcements;

  constructor(
    settings: Settings,
    private readonly peers: PeerSettings,
    baseUri: BaseUri,
    instances: LocalInstances,
    metrics: PeerMetrics,
    log: Log,
  ) {
    const [key = '', ...others] = peers.keys;
    const signatures = new PeerSignature(key, ...others);
    this.signatures = signatures;
    this.announcements = new Announcements(settings.id, signatures, this.pools, log);
    const forwarder = new PeerForwarder(settings, signatures, this.pools, this.announcements, metrics, log);
    this.list = new PeerList(peers, settings.id, log, (urls) => this.pools.retain(urls));
    this.standIns = new StandIns(settings.id, this.list, instances, log);
    this.replicas = peerGate(settings.id, signatures, this.announcements);
    this.clients = new ClientGate(settings.id, this.list, signatures, (peer, req, res) =>
      forwarder.forward(peer, req, res, baseUri.of(req as Request)),
    ).enter;
  }

  /** Signs and checks by other keys from now on; an empty list changes nothing. */
  useKeys([first, ...others]: readonly string[]): void {
    if (first !== undefined) this.signatures.use(first, ...others);
  }

  /** Resolves when the replicas are known, or DNS has not said. */
  async start(): Promise<void> {
    await this.list.start();
    this.standIns.watch(this.peers.refreshMs);
    // Whoever is not up yet says so itself, later.
    void this.announcements.tell('started', this.list.all ?? []);
  }

  /** Tells the others that this replica ends, and breaks off what is still being passed on. */
  async close(): Promise<void> {
    this.list.stop();
    this.standIns.stop();
    await this.announcements.tell('ended', this.list.all ?? []);
    await this.pools.destroy();
  }
}
