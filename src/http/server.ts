import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import type { Express, Request, Response } from 'express';
import { GatewayError } from '../errors/gateway-error.js';
import { answerError } from './answer-error.js';
import { refuseBroken, refuseConnection } from './broken-request.js';
import { corsGate } from './cors.js';
import { clientUser } from './client-user.js';
import { attachExchange, type Exchange, type HttpKit } from './exchange.js';
import { endExchange } from './exchange-end.js';
import { expressMessages } from './express-messages.js';
import type { Gate } from './gate.js';
import { hostFault } from './host.js';
import type { RawLane } from './raw-lane.js';
import { requestIdOf } from './request-id.js';
import type { TlsListeners } from './tls-listeners.js';
import { tracedRequest } from './traced-request.js';

/** How often connections are looked through for headers that are overdue, in milliseconds. */
const CHECK_INTERVAL_MS = 1_000;

/** What a server has beside the limits. */
export interface ServerParts {
  /** Stands before the handlers. */
  gate?: Gate | null | undefined;
  /** Makes it an https server. */
  tls?: TlsListeners | null | undefined;
}

/**
 * An HTTP server with the configured limits, in front of `lane` and `app`. Whatever it refuses by itself has the envelope too.
 */
export function createHttpServer(kit: HttpKit, app: Express, lane: RawLane, { gate, tls }: ServerParts): Server {
  const { settings } = kit;
  const options = {
    ...expressMessages(app),
    headersTimeout: settings.headersTimeoutMs,
    // Node's would also end streams that go on for as long as their client likes; `readBody` keeps the time of bodies.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, settings.headersTimeoutMs),
    keepAliveTimeout: settings.keepAliveTimeoutMs,
    maxHeaderSize: settings.headerMaxBytes,
    // Node's own refusal has no body.
    requireHostHeader: false,
    noDelay: true,
  };
  const server = tls ? tls.createServer(options, settings.headersTimeoutMs) : createServer(options);
  // The size is limited; a limit of the number would drop headers without a word.
  server.maxHeadersCount = 0;
  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    if (!lane.take(req as Request, res as Response)) app(req as Request, res as Response);
  };
  const gates = [settings.cors && corsGate(settings.cors), gate].filter((each) => each !== null && each !== undefined);
  const enter = gates.reduceRight<Handler>(
    (inner, each) => (req, res) => each(req, res, () => inner(req, res)),
    handle,
  );
  server.on('request', (req, res) => serve(kit, enter, req, res, false));
  server.on('checkContinue', (req, res) => serve(kit, enter, req, res, true));
  server.on('checkExpectation', (req, res) => {
    begin(kit, req, res, true);
    answerError(req, res, new HttpException('Expect is only understood as 100-continue.', 417));
  });
  server.on('connect', (_req, socket) => {
    const refusal = new GatewayError('method-not-allowed', 'CONNECT is not allowed: this is not a proxy.');
    refuseConnection(kit, refusal, socket as Socket, 'Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
  });
  server.on('clientError', (error, socket) => refuseBroken(kit, error, socket as Socket));
  return server;
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

function serve(kit: HttpKit, enter: Handler, req: IncomingMessage, res: ServerResponse, awaitsContinue: boolean): void {
  begin(kit, req, res, awaitsContinue);
  const fault = hostFault(req);
  if (fault !== null) return answerError(req, res, new GatewayError('bad-request', fault));
  enter(req, res);
}

/** Brokers that serve API v3 themselves have it below this path; clients written for them keep it. */
const MOUNT = '/kafka';

/** Takes the mount off the URL of a request for API v3. Returns what was taken off. */
function unmount(req: IncomingMessage): string {
  if (!req.url?.startsWith(`${MOUNT}/v3`)) return '';
  req.url = req.url.slice(MOUNT.length);
  return MOUNT;
}

function begin(kit: HttpKit, req: IncomingMessage, res: ServerResponse, awaitsContinue: boolean): void {
  const requestId = requestIdOf(req);
  const exchange: Exchange = {
    kit,
    req,
    res,
    requestId,
    trace: kit.tracer && kit.tracer.begin(tracedRequest(kit, req, requestId)),
    remoteAddress: req.socket.remoteAddress,
    user: clientUser(req.socket),
    mount: unmount(req),
    startedAt: performance.now(),
    awaitsContinue,
    routed: null,
    responseType: null,
    last: false,
    errorCode: null,
    bytesRead: 0,
    bytes: 0,
    records: null,
    body: null,
    reading: null,
  };
  attachExchange(exchange);
  kit.metrics.begun();
  res.on('close', endExchange);
}
