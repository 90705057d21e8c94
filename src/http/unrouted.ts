import type { Application, Request, Response } from 'express';
import { GatewayError } from '../errors/gateway-error.js';
import { dialectOf, type Dialect, isServed } from './dialect.js';
import { DEFAULT_TYPES } from './dialects/tables.js';
import { exchangeOf } from './exchange.js';
import { answerEmpty } from './respond.js';
import { JSON_TYPE, listed } from './media-type.js';

/** A handler that answers some dialects only; absent: all of them, empty: only such as are switched off. */
export interface DialectHandler {
  dialects?: readonly string[];
}

/** An entry of Express's routing table, as far as it is looked at here. */
interface RouteLayer {
  route?: { stack: { method: string; handle: object }[] };
  match(path: string): boolean;
}

/** A method that some handler takes for the path of a request. */
interface Option {
  method: string;
  dialects: readonly string[] | undefined;
}

/**
 * Answers what no handler took: `OPTIONS` with `Allow`, everything else by throwing the `GatewayError` that says what the
 * path would take.
 */
export function answerUnrouted(app: Application, req: Request, res: Response): void {
  const options = optionsOf(app, req);
  if (req.method === 'OPTIONS' && (options.length > 0 || req.url === '*')) {
    res.setHeader('Allow', allow(options));
    answerEmpty(res, 204);
    return;
  }
  const dialect = dialectOf(req);
  const here = options.filter(({ dialects }) => dialects === undefined || dialects.includes(dialect));
  if (here.length > 0) {
    res.setHeader('Allow', allow(here));
    throw new GatewayError('method-not-allowed', `${req.method} is not allowed here, only ${allow(here)}.`);
  }
  if (!isServed(dialect, exchangeOf(req).kit.settings)) {
    throw new GatewayError('not-found', `The API ${dialect} is switched off (api.${dialect}.enable).`);
  }
  if (options.length > 0) throw otherDialect(req, options);
  throw new GatewayError('not-found', 'There is no such resource. GET / lists what there is.');
}

function optionsOf(app: Application, req: Request): Option[] {
  return (app.router.stack as unknown as RouteLayer[])
    .filter((layer) => layer.route !== undefined && layer.match(req.path))
    .flatMap((layer) => layer.route?.stack ?? [])
    .map(({ method, handle }) => ({ method: method.toUpperCase(), dialects: (handle as DialectHandler).dialects }))
    .filter(({ dialects }) => dialects?.length !== 0);
}

function allow(options: readonly Option[]): string {
  const methods = new Set(options.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods.add('OPTIONS')].sort().join(', ');
}

/** The path exists, but not in the dialect that the client's media types name. */
function otherDialect(req: Request, options: readonly Option[]): GatewayError {
  const dialects = new Set(options.flatMap((option) => option.dialects ?? []));
  const types = [...dialects].map((dialect) => DEFAULT_TYPES[dialect as Dialect]);
  const byContentType =
    dialectOf({ url: req.url, headers: { 'content-type': req.headers['content-type'] } }) === dialectOf(req);
  return byContentType && req.headers['content-type'] !== undefined
    ? new GatewayError('unsupported-media-type', `This Content-Type is not read here. Send ${listed(types)}.`)
    : new GatewayError(
        'not-acceptable',
        `This type is not answered here. Ask for ${listed(types.length > 0 ? types : [JSON_TYPE])}.`,
      );
}
