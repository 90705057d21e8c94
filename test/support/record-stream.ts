import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';

export type Receipt = Record<string, unknown> & { error_code: number };

/** One streaming produce request: objects go in, receipts come out, at the same time. */
export class RecordStream {
  readonly receipts: Receipt[] = [];
  private readonly req: ClientRequest;
  private response: IncomingMessage | null = null;
  private rest = '';
  private waiting: (() => void)[] = [];
  private drained: (() => void)[] = [];
  over = false;
  /** Pieces of the body that the connection has taken. */
  sent = 0;
  failure: Error | null = null;

  /** @param agent keeps the connection; without it the stream has one of its own */
  constructor(url: string, headers: Record<string, string> = { 'Content-Type': 'application/json' }, agent?: Agent) {
    this.req = request(url, { method: 'POST', headers, agent });
    this.req.flushHeaders();
    this.req.on('drain', () => this.goOn());
    this.req.on('response', (response) => {
      this.response = response;
      response.setEncoding('utf8');
      response.on('data', (text: string) => this.take(text));
      response.on('end', () => this.finish());
      response.on('error', (error) => this.finish(error));
    });
    this.req.on('error', (error) => this.finish(error));
  }

  /** Resolves when the text has been handed over to the connection. */
  async send(text: string | Buffer): Promise<void> {
    if (!this.req.write(text) && !this.over) await new Promise<void>((resolve) => this.drained.push(resolve));
    this.sent++;
  }

  end(text?: string): void {
    this.req.end(text);
  }

  abort(): void {
    this.req.destroy();
  }

  /** Stops taking receipts off the connection; the returned function goes on. */
  stopReading(): () => void {
    this.response?.pause();
    return () => this.response?.resume();
  }

  /** Waits until the request is over on both sides, or its connection closed. */
  closed(): Promise<void> {
    return this.req.closed ? Promise.resolve() : new Promise((resolve) => this.req.once('close', () => resolve()));
  }

  get status(): number | undefined {
    return this.response?.statusCode;
  }

  /** Waits for so many receipts, or the end of the answer. */
  async received(count: number): Promise<Receipt[]> {
    while (this.receipts.length < count && !this.over) await this.next();
    return this.receipts;
  }

  /** Waits for the end of the answer. */
  async ended(): Promise<Receipt[]> {
    while (!this.over) await this.next();
    return this.receipts;
  }

  private next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\r\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.receipts.push(JSON.parse(line) as Receipt);
    this.wake();
  }

  private finish(error?: Error): void {
    if (this.rest !== '' && !error) this.receipts.push(JSON.parse(this.rest) as Receipt);
    this.rest = '';
    this.failure ??= error ?? null;
    this.over = true;
    this.wake();
    this.goOn();
  }

  private goOn(): void {
    for (const resolve of this.drained.splice(0)) resolve();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
