import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** An answer as it came over the wire. */
export interface RawResponse {
  status: number;
  /** By lower-case name, in order. */
  headers: Map<string, string[]>;
  text: string;
}

/** A client that sends whatever bytes it is told to, for requests that no HTTP library would make. */
export class RawConnection {
  private static readonly opened = new Set<RawConnection>();
  private received = Buffer.alloc(0);
  private over = false;
  private wake: (() => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake?.();
    });
    const ended = (): void => {
      this.over = true;
      this.wake?.();
    };
    // A reset is an end like any other here: what matters is what had been received before it.
    socket.on('end', ended).on('close', ended).on('error', ended);
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    await once(socket, 'connect');
    const connection = new RawConnection(socket);
    RawConnection.opened.add(connection);
    return connection;
  }

  /** Leaves nothing behind: for `afterEach`. */
  static destroyAll(): void {
    for (const connection of RawConnection.opened) connection.destroy();
    RawConnection.opened.clear();
  }

  /** Sends a request head and body as they are; text as Latin-1. */
  send(bytes: string | Buffer): this {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    return this;
  }

  /** Sends a request with `Host`; further header lines as given. */
  request(method: string, target: string, headers: readonly string[] = [], body: string | Buffer = ''): this {
    this.send([`${method} ${target} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n'));
    return body.length > 0 ? this.send(body) : this;
  }

  /** Closes the sending half. */
  end(): this {
    this.socket.end();
    return this;
  }

  destroy(): void {
    this.socket.destroy();
  }

  /**
   * The next final answer; 1xx are skipped. Rejects when the connection ends before it is whole.
   *
   * @param bodiless the answer to a HEAD request
   */
  async response(bodiless = false): Promise<RawResponse> {
    for (;;) {
      const headEnd = await this.until(() => this.received.indexOf('\r\n\r\n'));
      const lines = this.received.toString('latin1', 0, headEnd).split('\r\n');
      this.received = this.received.subarray(headEnd + 4);
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(lines[0] ?? '')?.[1]);
      if (status >= 100 && status < 200) continue;
      const headers = headersOf(lines.slice(1));
      const length = bodiless || status === 204 ? 0 : Number(headers.get('content-length')?.[0]);
      await this.until(() => (this.received.length >= length ? length : -1));
      const text = this.received.toString('utf8', 0, length);
      this.received = this.received.subarray(length);
      return { status, headers, text };
    }
  }

  /** Resolves when the server has ended the connection; rejects when it still sent something. */
  async ended(): Promise<void> {
    while (!this.over) await this.news();
    if (this.received.length > 0) throw new Error(`unexpected bytes: ${this.received.toString('latin1')}`);
  }

  private async until(position: () => number): Promise<number> {
    for (;;) {
      const found = position();
      if (found >= 0) return found;
      if (this.over) throw new Error(`the connection ended after ${JSON.stringify(this.received.toString('latin1'))}`);
      await this.news();
    }
  }

  private async news(): Promise<void> {
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = null;
  }
}

function headersOf(lines: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [name = '', ...value] = line.split(':');
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value.join(':').trim()]);
  }
  return headers;
}
