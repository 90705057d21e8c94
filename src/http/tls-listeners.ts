import type { IncomingMessage, RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { TlsSettings } from '../config/settings.js';
import { FileWatch } from '../config/sources/file-watch.js';
import { readCredentials, type TlsFault } from '../config/tls-credentials.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Log } from '../logging/log.js';

/** The https servers of a process: one certificate for all of them, renewed when its files change. */
export class TlsListeners {
  private readonly servers: TlsServer[] = [];
  private readonly watch: FileWatch;
  private credentials: SecureContextOptions;

  /** @throws GatewayError `internal` when the files cannot be used (any more) */
  constructor(
    private settings: TlsSettings,
    private readonly log: Log,
  ) {
    const { keyStore, certificate, key, ca, reloadMs } = settings;
    const files = [keyStore, certificate, key, ca].filter((path) => path !== '');
    // Before they are read: what changes in between is seen.
    this.watch = new FileWatch(files, reloadMs, () => this.reload());
    const read = readCredentials(settings);
    if ('fault' in read) {
      this.watch.close();
      throw new GatewayError('internal', `Cannot serve https: ${sentence(read.fault)}.`);
    }
    this.credentials = read.options;
  }

  /** A server, not listening yet. Connections that do not get through the handshake are the log's alone. */
  createServer(
    options: ServerOptions<typeof IncomingMessage, typeof ServerResponse>,
    handshakeTimeout: number,
    listener?: RequestListener,
  ): Server {
    const { clientAuthentication } = this.settings;
    const server = createTlsServer(
      {
        ...options,
        ...this.credentials,
        handshakeTimeout,
        requestCert: clientAuthentication !== 'none',
        rejectUnauthorized: clientAuthentication === 'required',
      },
      listener,
    );
    // Closed by Node.
    server.on('tlsClientError', ({ code }: NodeJS.ErrnoException) => this.log.debug({ code }, 'no TLS connection'));
    if (clientAuthentication === 'requested') server.prependListener('secureConnection', refuseBadCertificate);
    this.servers.push(server);
    return server;
  }

  /**
   * Goes on with other passwords for the same files, now or when the files that they are for are there.
   *
   * @throws GatewayError `internal` when the files cannot be used with them: what was in use stays so
   */
  use(settings: TlsSettings): void {
    this.settings = settings;
    const fault = this.renew();
    if (fault !== null) throw new GatewayError('internal', `${fault}.`);
  }

  /** Looks at the files no more. */
  close(): void {
    this.watch.close();
  }

  private reload(): void {
    const fault = this.renew();
    if (fault === null) this.log.info({}, 'new TLS files are in use');
    else this.log.warn({ fault }, 'the new TLS files cannot be used, the certificate of before stays');
  }

  /** Why the files cannot be used; null: they are. */
  private renew(): string | null {
    const read = readCredentials(this.settings);
    if ('fault' in read) return sentence(read.fault);
    this.credentials = read.options;
    for (const server of this.servers) server.setSecureContext(read.options);
    return null;
  }
}

/** A certificate that was not asked for strictly must still be a good one, as in Java. */
function refuseBadCertificate(socket: TLSSocket): void {
  if (!socket.authorized && socket.getPeerX509Certificate() !== undefined) socket.destroy();
}

const NAMES = {
  keyStore: 'ssl.keystore.location',
  certificate: 'ssl.certificate.location',
  key: 'ssl.key.location',
  ca: 'ssl.ca.location',
};

function sentence({ file, message }: TlsFault): string {
  return `${NAMES[file]} ${message}`;
}
