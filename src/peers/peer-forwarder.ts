import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import type { PeerAddress, Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { readBodyAhead } from '../http/body.js';
import { exchangeOf } from '../http/exchange.js';
import { beginPassedOn } from '../http/respond.js';
import type { Log } from '../logging/log.js';
import { answerHeaders, BASE, HOP, PROOF, requestHeaders, SIGNATURE, TO } from './peer-headers.js';
import type { PeerPools } from './peer-pools.js';
import type { PeerSignature } from './peer-signature.js';
import { pathOf } from './target.js';

/** On top of what the request may wait for at the other replica, in milliseconds. */
const ANSWER_MARGIN_MS = 5_000;
/** Longest silence inside an answer, in milliseconds. */
const SILENCE_MS = 30_000;

/** Passes requests on to the replicas that have their instances, and the answers back. */
export class PeerForwarder {
  constructor(
    private readonly settings: Settings,
    private readonly signature: PeerSignature,
    private readonly pools: PeerPools,
    private readonly log: Log,
  ) {}

  /**
   * Resolves when the client has the answer, or does not want it any more. Rejects with `GatewayError`: `peer-unavailable`
   * when the replica cannot be reached within a second, is silent for longer than its answer may take, or answers as no
   * replica does; what `readBody` rejects with.
   *
   * @param base where the client reached the gateway
   */
  async forward(peer: PeerAddress, req: IncomingMessage, res: ServerResponse, base: string): Promise<void> {
    const { requestId, kit } = exchangeOf(req);
    // Every handler behind reads its body whole, in the same limits; broken ones are answered here.
    const body = await readBodyAhead(req, kit.settings.bodyMaxBytes);
    const path = pathOf(req.url ?? '');
    const { method = 'GET' } = req;
    const signature = this.signature.sign({ method, path, to: peer.id, base });
    const headers = requestHeaders(req.rawHeaders, req.headers.connection);
    headers.push(HOP, '1', TO, peer.id, BASE, base, SIGNATURE, signature, 'X-Request-Id', requestId);
    const given = new AbortController();
    res.once('close', () => given.abort());
    if (res.destroyed) return;
    const answer = await this.pools
      .of(peer.url)
      .request({
        path,
        method,
        headers,
        body: body.length === 0 ? null : body,
        signal: given.signal,
        headersTimeout: this.answerLimit(path),
        bodyTimeout: SILENCE_MS,
      })
      .catch((cause: unknown) => {
        if (given.signal.aborted) return null;
        throw unavailable(cause);
      });
    if (answer === null) return;
    await this.checkProof(peer, answer, signature);
    await this.passBack(peer, answer, res);
  }

  /** Somebody else may listen where a replica was, and a replica of another installation knows another key. */
  private async checkProof(peer: PeerAddress, answer: Dispatcher.ResponseData, signature: string): Promise<void> {
    const proof = answer.headers[PROOF];
    if (typeof proof === 'string' && this.signature.isProof(proof, signature)) return;
    // Nobody reads on: that it breaks off is what is wanted.
    answer.body.on('error', () => undefined).destroy();
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
    } catch (error) {
      // The connection to the client is broken off, which tells it that the answer is not whole.
      this.log.warn({ peer: peer.id, requestId: exchange.requestId, error }, 'an answer did not get through');
    }
  }

  /** A read waits as long as it says, and for its group to join; all others for Kafka. */
  private answerLimit(path: string): number {
    const { consumers, kafka } = this.settings;
    const asked = Number(new URLSearchParams(path.split('?', 2)[1]).get('timeout') ?? Number.NaN);
    const wait = asked > 0 ? Math.min(asked, consumers.requestTimeoutMaxMs) : consumers.requestTimeoutMaxMs;
    return wait + consumers.joinTimeoutMs + kafka.requestTimeoutMs + ANSWER_MARGIN_MS;
  }
}

function unavailable(cause: unknown): GatewayError {
  return new GatewayError(
    'peer-unavailable',
    'The replica of the gateway that has this consumer instance does not answer: try again.',
    { cause },
  );
}
