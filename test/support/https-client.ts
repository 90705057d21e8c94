import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';

/** An answer, and what the connection that it came over shows. */
export interface SecureResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The common name of the server's certificate. */
  server: string;
  cipher: string;
  protocol: string | null;
}

/** Asks over a connection of its own. Rejects when there is none. */
export async function askSecurely(
  url: string,
  options: RequestOptions = {},
  body: string | Buffer = '',
): Promise<SecureResponse> {
  const sent = request(url, { agent: false, ...options });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const socket = response.socket as TLSSocket;
  // Read now: a connection that ends forgets them.
  const server = String(socket.getPeerCertificate().subject.CN);
  const [cipher, protocol] = [socket.getCipher().name, socket.getProtocol()];
  let text = '';
  for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) text += piece;
  return { status: response.statusCode ?? 0, headers: response.headers, text, server, cipher, protocol };
}
