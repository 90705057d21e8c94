import type { IncomingMessage } from 'node:http';
import type { TracedRequest } from '../tracing/request-tracer.js';
import type { HttpKit } from './exchange.js';
import { targetPath } from './target-path.js';

/** What a trace is told about a request whose headers have arrived. */
export function tracedRequest({ clientAddress }: HttpKit, req: IncomingMessage, requestId: string): TracedRequest {
  const { method = '', headers, httpVersion, socket } = req;
  const address = clientAddress.of(req, socket.remoteAddress);
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  return { method, path: targetPath(req), scheme, headers, clientAddress: address, httpVersion, requestId };
}
