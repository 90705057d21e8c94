import { isIP } from 'node:net';
import { Connection } from '@platformatic/kafka';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/log.js';
import { bootstrapBrokers, connectionOptions, type Properties } from './connection-options.js';
import { protocolError } from './protocol-errors.js';

/**
 * One connection to any broker, for requests of Kafka's protocol that librdkafka has no call for. It is opened by the first
 * request and opened again when it was lost. Brokers pass on what only the controller may do.
 */
export class ProtocolDoor {
  private connecting: Promise<Connection> | null = null;
  /** Connections that go on until their requests are answered; no new ones come to them. */
  private readonly leaving = new Map<Promise<Connection>, NodeJS.Timeout>();
  /** The configured broker that is tried first. */
  private first = 0;
  private closed = false;

  /** @param timeoutMs bounds every request, connecting included */
  constructor(
    private properties: Properties,
    readonly timeoutMs: number,
    private readonly log: Log,
  ) {}

  /** Rejects with `GatewayError`: what Kafka answered, `kafka-unavailable` without an answer in time. */
  async ask<T>(request: (connection: Connection) => Promise<T>): Promise<T> {
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(protocolError(null, this.timeoutMs)), this.timeoutMs);
    try {
      return await Promise.race([this.connection().then(request), expired]);
    } catch (error) {
      const failure = protocolError(error, this.timeoutMs);
      // A broker that went away without a word, or hangs, would be asked again and again.
      if (failure.code === 'kafka-unavailable') void this.drop();
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Requests from now on go over a new connection, made with these properties. */
  use(properties: Properties): void {
    this.properties = properties;
    const { connecting } = this;
    this.connecting = null;
    // By then every request on it has ended, one way or the other.
    if (connecting) this.leaving.set(connecting, setTimeout(() => void this.end(connecting), this.timeoutMs).unref());
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.drop(), ...[...this.leaving.keys()].map((connecting) => this.end(connecting))]);
  }

  private async drop(): Promise<void> {
    const { connecting } = this;
    this.connecting = null;
    if (!connecting) return;
    // Once for all requests that waited for it.
    this.first++;
    await this.end(connecting);
  }

  private async end(connecting: Promise<Connection>): Promise<void> {
    clearTimeout(this.leaving.get(connecting));
    this.leaving.delete(connecting);
    const connection = await connecting.catch(() => null);
    if (connection) await end(connection);
  }

  private async connection(): Promise<Connection> {
    const { connecting } = this;
    if (connecting) {
      const known = await connecting.catch(() => null);
      if (known?.isConnected()) return known;
      if (this.connecting === connecting) void this.drop();
    }
    if (this.closed) throw new GatewayError('shutting-down', 'The gateway is shutting down.');
    this.connecting ??= this.open();
    return this.connecting;
  }

  private async open(): Promise<Connection> {
    const brokers = bootstrapBrokers(this.properties);
    // One that cannot be reached leaves time for the others; one that can is waited for like no other.
    const options = {
      ...connectionOptions(this.properties),
      connectTimeout: Math.ceil(this.timeoutMs / Math.max(1, brokers.length)),
      requestTimeout: this.timeoutMs,
    };
    let failure: unknown = new Error('bootstrap.servers names no broker');
    const from = this.first % Math.max(1, brokers.length);
    for (const { host, port } of [...brokers.slice(from), ...brokers.slice(0, from)]) {
      // TLS has no server names for addresses.
      const connection = new Connection(this.properties['client.id'] ?? 'kafka-rest', {
        ...options,
        tlsServerName: isIP(host) === 0,
      });
      // It would prove itself anew to a broker that is gone, and then never be closed.
      connection.on('close', () => void connection.close());
      connection.on('error', (error) => this.log.warn({ err: error, host, port }, 'connection to Kafka failed'));
      try {
        await connection.connect(host, port);
        return connection;
      } catch (error) {
        failure = error;
        await end(connection);
      }
    }
    throw failure;
  }
}

/** What is not written yet is not waited for: the other side may be gone. */
async function end(connection: Connection): Promise<void> {
  const closed = connection.close();
  // There is none when TLS could not even begin.
  (connection.socket as Connection['socket'] | undefined)?.destroy();
  await closed;
}
