import type { Attributes } from '@opentelemetry/api';
import type { TracedRequest } from './request-tracer.js';

/** Methods that are told apart; a client may send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE']);

/** How spans call a method. */
export function methodName(method: string): string {
  return METHODS.has(method) ? method : 'HTTP';
}

/**
 * What a span says of its request from the beginning, so that samplers can see it: the attributes of HTTP servers
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server), the query left out.
 */
export function attributesOf({ method, path, headers, ...request }: TracedRequest): Attributes {
  const known = METHODS.has(method);
  const { host, port } = authority(headers['host']);
  return {
    'http.request.method': known ? method : '_OTHER',
    'http.request.method_original': known ? undefined : method,
    'url.scheme': request.scheme,
    'url.path': path,
    'server.address': host,
    'server.port': port,
    'client.address': request.clientAddress ?? undefined,
    'network.protocol.version': request.httpVersion,
    'user_agent.original': first(headers['user-agent']),
    'http.request.header.x-request-id': [request.requestId],
  };
}

function authority(header: string | string[] | undefined): { host?: string; port?: number } {
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:]+)(?::(\d{1,5}))?$/i.exec(first(header) ?? '') ?? [];
  return { host, port: port === undefined ? undefined : Number(port) };
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
