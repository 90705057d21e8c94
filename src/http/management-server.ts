import { createServer, type Server } from 'node:http';
import type { HttpSettings } from '../config/settings.js';
import type { Log } from '../logging/log.js';

export interface Page {
  status: number;
  type: string;
  body: string;
}

/** Pages of the management port, by path; null: there is none. */
export type Pages = (path: string) => Promise<Page> | null;

/** Few and quick requests: nobody has to wait long for a place. */
const TIMEOUT_MS = 10_000;

/**
 * The server for operators: apart from the API, so that a network policy can keep them apart and a full API port keeps no
 * probe waiting.
 */
export function createManagementServer({ headerMaxBytes }: HttpSettings, log: Log, pages: Pages): Server {
  const limits = { maxHeaderSize: headerMaxBytes, headersTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS };
  return createServer({ ...limits, keepAliveTimeout: TIMEOUT_MS }, (req, res) => {
    req.resume();
    const path = (req.url ?? '').split('?', 1)[0] ?? '';
    const page = pages(path.replace(/(.)\/$/, '$1'));
    const reading = req.method === 'GET' || req.method === 'HEAD';
    if (page && !reading) res.setHeader('Allow', 'GET, HEAD');
    void (page ? (reading ? page : Promise.resolve(NOT_ALLOWED)) : Promise.resolve(NOT_FOUND))
      .catch((error: unknown) => {
        log.error({ err: error, path }, 'management: a page could not be made');
        return FAILED;
      })
      .then(({ status, type, body }) => {
        res.writeHead(status, {
          'Content-Type': type,
          'Content-Length': Buffer.byteLength(body),
          'Cache-Control': 'no-store',
        });
        res.end(req.method === 'HEAD' ? undefined : body);
      });
  });
}

function refusal(status: number, message: string): Page {
  return { status, type: 'application/json', body: JSON.stringify({ error_code: status, message }) };
}

const NOT_FOUND = refusal(404, 'There is no such page. Pages: /livez, /readyz, /startupz, /healthz, /metrics.');
const NOT_ALLOWED = refusal(405, 'Only GET and HEAD are allowed.');
const FAILED = refusal(500, 'Internal error.');
