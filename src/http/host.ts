import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

const HOST = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.]+\])(?::\d*)?$/i;

/** How a client reached this process, whatever proxies before it say. */
export function schemeOf({ socket }: IncomingMessage): 'http' | 'https' {
  return (socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
}

/** The Host header, or the address the client connected to (HTTP/1.0 knows no Host). */
export function hostOf(req: IncomingMessage): string {
  const { host } = req.headers;
  if (host !== undefined && host !== '') return host;
  const { localAddress = 'localhost', localPort = 80 } = req.socket;
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

/** What is wrong with the Host header; null when nothing is. Two of them are how requests are smuggled past proxies. */
export function hostFault(req: IncomingMessage): string | null {
  const { rawHeaders } = req;
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (hosts > 1) return 'The request has more than one Host header.';
  if (hosts === 0) return req.httpVersion === '1.0' ? null : 'The Host header is missing.';
  return HOST.test(req.headers.host ?? '') ? null : 'The Host header is not a host with an optional port.';
}
