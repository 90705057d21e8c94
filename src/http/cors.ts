import type { CorsSettings } from '../config/settings.js';
import type { Gate } from './gate.js';
import { answerEmpty } from './respond.js';

/** How long a browser may remember a preflight, in seconds. */
const MAX_AGE_S = 1_800;

/**
 * In front of all handlers: answers preflights, and tells browsers which pages may read an answer
 * (https://fetch.spec.whatwg.org/#http-cors-protocol). Without credentials: cookies mean nothing to the gateway.
 */
export function corsGate({ origins, methods, headers, exposed }: CorsSettings): Gate {
  const everyone = origins.includes('*');
  const listed: ReadonlySet<string> = new Set(origins);
  const [allowMethods, allowHeaders, exposeHeaders] = [methods, headers, exposed].map((names) => names.join(', '));
  return (req, res, next) => {
    const { origin } = req.headers;
    // Also where the page is not listed: a cache must not give it the answer of another.
    if (!everyone) res.appendHeader('Vary', 'Origin');
    if (origin === undefined || !(everyone || listed.has(origin))) return next();
    res.setHeader('Access-Control-Allow-Origin', everyone ? '*' : origin);
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
      if (exposeHeaders) res.setHeader('Access-Control-Expose-Headers', exposeHeaders);
      return next();
    }
    if (allowMethods) res.setHeader('Access-Control-Allow-Methods', allowMethods);
    if (allowHeaders) res.setHeader('Access-Control-Allow-Headers', allowHeaders);
    res.setHeader('Access-Control-Max-Age', String(MAX_AGE_S));
    answerEmpty(res, 204);
  };
}
