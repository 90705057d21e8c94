import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

const USER = Symbol('user');

/** What a connection is, or may be. */
interface Connection extends Partial<Pick<TLSSocket, 'authorized' | 'getPeerX509Certificate'>> {
  [USER]?: string | null;
}

/**
 * The subject of the certificate that a client showed and that was found good, as RFC 2253 writes names
 * (`CN=orders,O=Shop`), which is also how Kafka names its users of TLS. Null: none was shown.
 */
export function clientUser(socket: Socket): string | null {
  const connection = socket as Connection;
  if (connection.authorized !== true) return null;
  // Once per connection: it does not change, and costs more than a small request may.
  return (connection[USER] ??= distinguishedName(connection.getPeerX509Certificate?.()?.subject));
}

/** OpenSSL writes a name from the outside in, one part a line, its values escaped as RFC 2253 says; the RFC from the inside out. */
function distinguishedName(subject: string | undefined): string | null {
  if (subject === undefined) return null;
  return subject.split('\n').reverse().join(',').replaceAll(' + ', '+');
}
