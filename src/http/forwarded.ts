import type { Request } from 'express';
import { hostOf, schemeOf } from './host.js';

const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
/**
 * No segment is `.` or `..`, however it is written: a client would take them out, and be elsewhere. Nothing is encoded that
 * some reader takes for a slash or the end of a line.
 */
const PREFIX = /^(?:\/(?!(?:\.|%2e){1,2}(?:\/|$))(?:[\w.~!$&'()*+,;=:@-]|%(?![01]|2f|5c|7f)[\da-f]{2})+)+$/i;
const SCHEME = /^https?$/i;

/** The base URL that a trusted proxy claims, each part falling back to what the request itself says. */
export function forwardedBase(req: Request): string {
  const standard = forwardedPairs(req.headers.forwarded);
  const scheme = standard.get('proto') ?? first(req, 'x-forwarded-proto');
  const host = standard.get('host') ?? withPort(first(req, 'x-forwarded-host'), first(req, 'x-forwarded-port'));
  const prefix = first(req, 'x-forwarded-prefix')?.replace(/\/+$/, '');
  return [
    `${scheme !== undefined && SCHEME.test(scheme) ? scheme.toLowerCase() : schemeOf(req)}://`,
    host !== undefined && HOST.test(host) ? host : hostOf(req),
    prefix !== undefined && PREFIX.test(prefix) ? prefix : '',
  ].join('');
}

/** The pairs of the first element of a `Forwarded` header (RFC 7239): the proxy the client itself talked to. */
function forwardedPairs(header: string | undefined): Map<string, string> {
  const pairs = new Map<string, string>();
  const element = /^(?:"(?:[^"\\]|\\.)*"|[^",])*/.exec(header ?? '')?.[0] ?? '';
  for (const [, name = '', quoted, token] of element.matchAll(/([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;,\s"]+))/g)) {
    pairs.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '');
  }
  return pairs;
}

function first(req: Request, name: string): string | undefined {
  return req.get(name)?.split(',')[0]?.trim();
}

function withPort(host: string | undefined, port: string | undefined): string | undefined {
  if (host === undefined || port === undefined || /:\d+$/.test(host) || port === '80' || port === '443') return host;
  return `${host}:${port}`;
}
