import type { Request, Response } from 'express';
import { answerError } from './answer-error.js';
import { type Dialect, dialectOf } from './dialect.js';
import { exchangeOf } from './exchange.js';

export type RawHandler = (req: Request, res: Response) => unknown;

interface RawRoute {
  /** As Express shows the route it chose: for the access log. */
  route: { path: string };
  dialect: Dialect;
  /** Fixed text of each segment; null where a parameter stands. */
  fixed: (string | null)[];
  names: string[];
  handler: RawHandler;
}

/**
 * The way of raw handlers past Express: the same handlers on the same controllers, found by method and number of segments.
 * It only knows plain requests for exactly these routes; whatever is unusual about one (a trailing slash, HEAD, a bad
 * percent-encoding, another dialect) takes the way through Express, which serves them all.
 */
export class RawLane {
  /** By method and number of segments. */
  private readonly routes = new Map<string, RawRoute[][]>();

  /** @param path with `:name` for a whole segment, from the root: `/topics/:topic` */
  add(method: string, path: string, dialect: Dialect, handler: RawHandler): void {
    const segments = path.split('/').slice(1);
    const route: RawRoute = {
      route: { path },
      dialect,
      // A colon inside a segment is written `\\:`, as Express wants it.
      fixed: segments.map((segment) => (segment.startsWith(':') ? null : segment.replaceAll('\\:', ':'))),
      names: segments.filter((segment) => segment.startsWith(':')).map((segment) => segment.slice(1)),
      handler,
    };
    let bySegments = this.routes.get(method);
    if (!bySegments) this.routes.set(method, (bySegments = []));
    (bySegments[segments.length] ??= []).push(route);
  }

  /** False: not a request for this lane, nothing was done. */
  take(req: Request, res: Response): boolean {
    const { url } = req;
    const end = url.indexOf('?');
    const segments = (end < 0 ? url : url.slice(0, end)).split('/');
    const routes = this.routes.get(req.method)?.[segments.length - 1];
    if (!routes || segments[0] !== '') return false;
    let dialect: Dialect | null = null;
    for (const route of routes) {
      const params = matchedParams(route, segments);
      if (!params) continue;
      dialect ??= dialectOf(req);
      if (dialect !== route.dialect) continue;
      req.params = params;
      req.route = route.route;
      exchangeOf(req).routed = route.dialect;
      void run(route.handler, req, res);
      return true;
    }
    return false;
  }
}

/** Handlers answer their own failures; this is for the bug that they do not. */
async function run(handler: RawHandler, req: Request, res: Response): Promise<void> {
  try {
    await handler(req, res);
  } catch (error) {
    answerError(req, res, error);
  }
}

/** Without a prototype, as Express makes them, but an object that V8 keeps as a struct, not as a table. */
const Params = function (this: object) {} as unknown as new () => Record<string, string>;
Params.prototype = Object.create(null) as Record<string, string>;

/** Null: another path, or one that cannot be decoded. */
function matchedParams({ fixed, names }: RawRoute, segments: readonly string[]): Record<string, string> | null {
  const params = new Params();
  for (let i = 0, name = 0; i < fixed.length; i++) {
    const segment = segments[i + 1]!;
    if (fixed[i] !== null) {
      if (segment !== fixed[i]) return null;
      continue;
    }
    const value = segment.includes('%') ? decoded(segment) : segment;
    if (!value) return null;
    params[names[name++]!] = value;
  }
  return params;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
