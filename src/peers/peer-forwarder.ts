import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Dispatcher, errors } from 'undici';
import type { PeerAddress, Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { readBodyAhead } from '../http/body.js';
import { exchangeOf } from '../http/exchange.js';
import { beginPassedOn } from '../http/respond.js';
import type { Log } from '../logging/log.js';
import type { PeerMetrics } from '../metrics/peer-metrics.js';
import type { Announcements } from './announcements.js';
import { answerLimit, cappedWait } from './forwarded-wait.js';
import { answerHeaders, BASE, HOP, PROOF, requestHeaders, SIGNATURE, TO } from './peer-headers.js';
import type { PeerPools } from './peer-pools.js';
import type { PeerSignature } from './peer-signature.js';
import { isRefusal, presenceOf } from './presence.js';
import { pathOf } from './target.js';

/** Longest silence inside an answer, in milliseconds. */
const SILENCE_MS = 30_000;

/** Passes requests on to the replicas that have their instances, and the answers back. */
export class PeerForwarder {
  constructor(
    private readonly settings: Settings,
    private readonly signature: PeerSignature,
    private readonly pools: PeerPools,
    private readonly announcements: Announcements,
    private readonly metrics: PeerMetrics,
    private readonly log: Log,
  ) {}

  /**
   * Resolves to true when the client has the answer, or does not want it any more; to false when the replica has ended: what
   * it had is gone, whether it still did what was asked or not. Rejects with `GatewayError`: `peer-unavailable` when the
   * replica cannot be reached within a second, is silent for longer than its answer may take, or answers as no replica does;
   * what `readBody` rejects with.
   *
   * @param base where the client reached the gateway
   */
  async forward(peer: PeerAddress, req: IncomingMessage, res: ServerResponse, base: string): Promise<boolean> {
    const { kit } = exchangeOf(req);
    // Every handler behind reads its body whole, in the same limits; broken ones are answered here.
    const body = await readBodyAhead(req, kit.settings.bodyMaxBytes);
    const { method = 'GET' } = req;
    const path = cappedWait(method, pathOf(req.url ?? ''), this.settings.http.shutdownTimeoutMs);
    const signature = this.signature.sign({ method, path, to: peer.id, base });
    const given = new AbortController();
    const giveUp = (): void => given.abort();
    res.once('close', giveUp);
    try {
      if (res.destroyed) return this.isOver();
      const answer = await this.pools.of(peer.url).request({
        path,
        method,
        headers: headersFor(req, peer, base, signature),
        body: body.length === 0 ? null : body,
        signal: given.signal,
        headersTimeout: answerLimit(path, this.settings),
        bodyTimeout: SILENCE_MS,
      });
      this.checkProof(peer, answer, signature);
      this.announcements.heardOf(peer.id);
      await this.passBack(peer, answer, res);
      return true;
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      if (given.signal.aborted) return this.isOver();
      if (this.announcements.hasEnded(peer.id) || (await hasEnded(peer, error))) return this.isGone();
      this.metrics.forwarded('unreachable');
      throw unavailable(error);
    } finally {
      res.off('close', giveUp);
    }
  }

  /** The client is gone. */
  private isOver(): true {
    this.metrics.forwarded('abandoned');
    return true;
  }

  private isGone(): false {
    this.metrics.forwarded('gone');
    return false;
  }

  /** Somebody else may listen where a replica was, and a replica of another installation knows another key. */
  private checkProof(peer: PeerAddress, answer: Dispatcher.ResponseData, signature: string): void {
    const proof = answer.headers[PROOF];
    if (typeof proof === 'string' && this.signature.isProof(proof, signature)) return;
    // Nobody reads on: that it breaks off is what is wanted.
    answer.body.on('error', () => undefined).destroy();
    this.metrics.forwarded('refused');
    this.log.error(
      { peer: peer.id, url: peer.url, status: answer.statusCode },
      'what listens at the address of a replica does not answer as one: is it its peers.listener, and is peers.key the same?',
    );
    throw unavailable(new Error(`no proof in the answer of ${peer.id}`));
  }

  private async passBack(peer: PeerAddress, answer: Dispatcher.ResponseData, res: ServerResponse): Promise<void> {
    const exchange = exchangeOf(res.req);
    beginPassedOn(res, answer.statusCode, answerHeaders(answer.headers));
    answer.body.on('data', (chunk: Buffer) => (exchange.bytes += chunk.length));
    try {
      await pipeline(answer.body, res);
      this.metrics.forwarded('answered');
    } catch (error) {
      this.metrics.forwarded('broken');
      // The connection to the client is broken off, which tells it that the answer is not whole.
      this.log.warn({ peer: peer.id, requestId: exchange.requestId, error }, 'an answer did not get through');
    }
  }
}

function headersFor(req: IncomingMessage, { id }: PeerAddress, base: string, signature: string): string[] {
  const { requestId, trace } = exchangeOf(req);
  const headers = requestHeaders(req.rawHeaders, req.headers.connection, trace?.onward() ?? {});
  return [...headers, HOP, '1', TO, id, BASE, base, SIGNATURE, signature, 'X-Request-Id', requestId];
}

/**
 * Whether a request failed because the replica has ended. A connection that breaks off before the answer says nothing about
 * what became of the request; that nobody listens there any more says that the instance is gone either way.
 */
async function hasEnded({ url }: PeerAddress, error: unknown): Promise<boolean> {
  // It may be back already.
  if (isRefusal(error)) return true;
  const isSlow = error instanceof errors.ConnectTimeoutError || error instanceof errors.HeadersTimeoutError;
  return !isSlow && (await presenceOf(url)) === 'refused';
}

function unavailable(cause: unknown): GatewayError {
  return new GatewayError(
    'peer-unavailable',
    'The replica of the gateway that has this consumer instance does not answer: try again.',
    { cause },
  );
}
