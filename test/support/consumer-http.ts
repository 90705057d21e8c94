import { Agent, request } from 'node:http';
import { expect } from '@jest/globals';

const JSON_V2 = 'application/vnd.kafka.json.v2+json';
const V2 = 'application/vnd.kafka.v2+json';

export interface Answer {
  status: number;
  type: string | null;
  text: string;
  /** Parsed; null when there is none. */
  body: unknown;
}

export interface ReadRecord {
  key: unknown;
  value: unknown;
  partition: number;
  offset: number;
  topic: string;
  timestamp?: number;
  headers?: { name: string; value: string | null }[];
  error?: string;
}

const agent = new Agent({ keepAlive: false });

/** One request; bodies on GET are possible, which `fetch` refuses. A string body is sent as it is. */
export function send(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const bytes = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const all = {
    ...(bytes === null ? {} : { 'Content-Type': V2, 'Content-Length': Buffer.byteLength(bytes) }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const req = request(url, { method, headers: all, agent }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const type = res.headers['content-type'] ?? null;
        resolve({ status: res.statusCode ?? 0, type, text, body: text === '' ? null : (JSON.parse(text) as unknown) });
      });
    });
    req.on('error', reject);
    req.end(bytes ?? undefined);
  });
}

/** One consumer instance as a client sees it. Methods expect success unless they answer with an `Answer`. */
export class HttpConsumer {
  private constructor(readonly base: string) {}

  /** Creates an instance that reads JSON from the beginning, unless `options` say otherwise. */
  static async create(url: string, group: string, options: Record<string, unknown> = {}): Promise<HttpConsumer> {
    const body = { format: 'json', 'auto.offset.reset': 'earliest', ...options };
    const answer = await send('POST', `${url}/consumers/${encodeURIComponent(group)}`, body);
    expect(answer).toMatchObject({ status: 200, body: { instance_id: expect.any(String) as unknown } });
    return new HttpConsumer((answer.body as { base_uri: string }).base_uri);
  }

  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return send(method, `${this.base}${path}`, body, headers);
  }

  async subscribe(...topics: string[]): Promise<void> {
    expect(await this.send('POST', '/subscription', { topics })).toMatchObject({ status: 204, text: '' });
  }

  async assign(...partitions: { topic: string; partition: number }[]): Promise<void> {
    expect(await this.send('POST', '/assignments', { partitions })).toMatchObject({ status: 204, text: '' });
  }

  /** @param query e.g. `?timeout=100` */
  async read(query = '', type = JSON_V2): Promise<ReadRecord[]> {
    const answer = await this.send('GET', `/records${query}`, undefined, { Accept: type });
    expect(answer).toMatchObject({ status: 200, type });
    return answer.body as ReadRecord[];
  }

  /** Reads until `count` records came; every read waits for as long as it takes. */
  async readCount(count: number, query = ''): Promise<ReadRecord[]> {
    const records: ReadRecord[] = [];
    while (records.length < count) records.push(...(await this.read(query)));
    expect(records).toHaveLength(count);
    return records;
  }

  async commit(body?: unknown): Promise<unknown> {
    const answer = await this.send('POST', '/offsets', body);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  }

  /** Committed offsets. */
  async committed(...partitions: { topic: string; partition: number }[]): Promise<unknown> {
    const answer = await this.send('GET', '/offsets', { partitions });
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as { offsets: unknown }).offsets;
  }

  /** @param where e.g. `/beginning` */
  async seek(body: unknown, where = ''): Promise<void> {
    expect(await this.send('POST', `/positions${where}`, body)).toMatchObject({ status: 204, text: '' });
  }

  async partitions(): Promise<unknown> {
    const answer = await this.send('GET', '/assignments');
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as { partitions: unknown }).partitions;
  }

  async delete(): Promise<void> {
    expect(await this.send('DELETE', '')).toMatchObject({ status: 204, text: '' });
  }
}
