import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { HttpSettings } from '../config/settings.js';
import type { Log } from '../logging/log.js';
import type { TlsListeners } from './tls-listeners.js';

export interface Page {
  status: number;
  type: string;
  body: string;
}

/** Pages of the management port, by path; null: there is none. With a `body` it is to be changed: null: it cannot be. */
export type Pages = (path: string, body?: string) => Promise<Page> | null;

/** Most characters of a body. */
const BODY_MAX = 1_000;

/** Few and quick requests: nobody has to wait long for a place. */
const TIMEOUT_MS = 10_000;

/**
 * The server for operators: apart from the API, so that a network policy can keep them apart and a full API port keeps no
 * probe waiting.
 *
 * @param tls makes it an https server
 */
export function createManagementServer(
  { headerMaxBytes }: HttpSettings,
  log: Log,
  pages: Pages,
  tls: TlsListeners | null,
): Server {
  const timeouts = { headersTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS, keepAliveTimeout: TIMEOUT_MS };
  const limits = { maxHeaderSize: headerMaxBytes, ...timeouts };
  const listener: RequestListener = (req, res) => {
    const path = (req.url ?? '').split('?', 1)[0]?.replace(/(.)\/$/, '$1') ?? '';
    void pageFor(req, path, pages)
      .catch((error: unknown) => {
        log.error({ err: error, path }, 'management: a page could not be made');
        return FAILED;
      })
      .then(({ status, type, body }) => {
        if (status === 405) res.setHeader('Allow', 'GET, HEAD');
        res.writeHead(status, {
          'Content-Type': type,
          'Content-Length': Buffer.byteLength(body),
          'Cache-Control': 'no-store',
        });
        res.end(req.method === 'HEAD' ? undefined : body);
      });
  };
  return tls ? tls.createServer(limits, TIMEOUT_MS, listener) : createServer(limits, listener);
}

async function pageFor(req: IncomingMessage, path: string, pages: Pages): Promise<Page> {
  if (req.method === 'GET' || req.method === 'HEAD') {
    req.resume();
    return (await pages(path)) ?? NOT_FOUND;
  }
  const body = await smallBody(req);
  const changed = req.method === 'PUT' && body !== null ? pages(path, body) : null;
  return (await changed) ?? (pages(path) ? NOT_ALLOWED : NOT_FOUND);
}

/** Null: it is larger than anything that belongs here. */
async function smallBody(req: IncomingMessage): Promise<string | null> {
  let text = '';
  req.setEncoding('utf8');
  for await (const piece of req as AsyncIterable<string>) if (text.length <= BODY_MAX) text += piece;
  return text.length <= BODY_MAX ? text : null;
}

function refusal(status: number, message: string): Page {
  return { status, type: 'application/json', body: JSON.stringify({ error_code: status, message }) };
}

const NOT_FOUND = refusal(
  404,
  'There is no such page. Pages: /livez, /readyz, /startupz, /healthz, /metrics, /loglevel.',
);
const NOT_ALLOWED = refusal(405, 'Only GET and HEAD are allowed.');
const FAILED = refusal(500, 'Internal error.');
