import { type Server, ServerResponse } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { GatewayError } from '../errors/gateway-error.js';
import { closesConnection } from './connection.js';
import { type Dialect, dialectOf, isServed } from './dialect.js';
import { exchangeOf, type HttpKit } from './exchange.js';
import type { Gate } from './gate.js';
import { JSON_TYPE } from './media-type.js';
import { RawLane } from './raw-lane.js';
import { answer, answerEmpty } from './respond.js';
import { createHttpServer, type ServerParts } from './server.js';
import { answerUnrouted, type DialectHandler } from './unrouted.js';

type VersionedRoute = ReturnType<ExpressAdapter['applyVersionFilter']>;
type Handler = (req: Request, res: Response, next: NextFunction) => unknown;

/**
 * Express under Nest, hardened: servers with limits, every request with an id, versions chosen by dialect, answers of
 * ordinary handlers in the negotiated type. No body parser, no X-Powered-By, no ETag.
 */
export class GatewayAdapter extends ExpressAdapter {
  /** Filled when the application is initialized. */
  readonly lane = new RawLane();
  private readonly app: Express;

  constructor(private readonly kit: HttpKit) {
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    // Read when the router is made, so before Nest touches it. Trailing slashes are tolerated: strict routing stays off.
    app.enable('case sensitive routing');
    super(app);
    this.app = app;
    Object.defineProperty(app.response, 'writeHead', { value: writeHeadOfOthers });
  }

  /** Another server with the same limits and handlers, not listening yet. */
  createServer(parts: ServerParts = {}): Server {
    return createHttpServer(this.kit, this.app, this.lane, parts);
  }

  /** As `createServer`, with room for what a replica adds to the headers of a client: twice the `Host` at most. */
  createPeerServer(gate: Gate): Server {
    const { settings } = this.kit;
    const kit = { ...this.kit, settings: { ...settings, headerMaxBytes: 2 * settings.headerMaxBytes + 1024 } };
    return createHttpServer(kit, this.app, this.lane, { gate });
  }

  override initHttpServer(): void {
    this.httpServer = this.createServer();
  }

  /** Nest closes the application; whoever bound the servers closes them, after draining. */
  override close(): Promise<unknown> {
    return Promise.resolve();
  }

  override applyVersionFilter(handler: Handler, version: string | symbol | (string | symbol)[]): VersionedRoute {
    const named = [version].flat().filter((name) => typeof name === 'string') as Dialect[];
    if (named.length === 0) return handler as VersionedRoute;
    // What is switched off matches nothing, and is no option of its path either.
    const dialects = named.filter((dialect) => isServed(dialect, this.kit.settings));
    const [only] = dialects;
    const filtered = (req: Request, res: Response, next: NextFunction): unknown => {
      const dialect = dialectOf(req);
      if (dialect !== only && !dialects.includes(dialect)) return next();
      exchangeOf(req).routed = dialect;
      return handler(req, res, next);
    };
    return Object.assign(filtered, { dialects } satisfies DialectHandler) as VersionedRoute;
  }

  /** Sends what an ordinary handler returned. `undefined` is an answer without a body. */
  override reply(res: Response, body: unknown, status = res.statusCode): void {
    if (body instanceof StreamableFile) return void super.reply(res, body, status);
    if (body === undefined) return answerEmpty(res, status === 200 || status === 201 ? 204 : status);
    answer(res, status, exchangeOf(res.req).responseType ?? JSON_TYPE, JSON.stringify(body));
  }

  override setNotFoundHandler(handler: Handler): void {
    // Nest's own handler goes last: nothing reaches it, but it belongs to the framework to say so.
    this.app.use((req, res) => answerUnrouted(this.app, req, res));
    this.app.use(handler);
  }

  override mapException(error: unknown): unknown {
    if (error instanceof URIError) {
      return new GatewayError('bad-request', 'The path is not valid percent-encoded UTF-8.', { cause: error });
    }
    return super.mapException(error);
  }
}

/** `writeHead` of answers that do not go through `answer`, such as those of Express itself. */
function writeHeadOfOthers(this: Response, ...args: Parameters<ServerResponse['writeHead']>): Response {
  const exchange = exchangeOf(this.req);
  this.setHeader('X-Request-Id', exchange.requestId);
  if (closesConnection(exchange)) this.setHeader('Connection', 'close');
  ServerResponse.prototype.writeHead.apply(this, args);
  return this;
}
