import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector gets it. */
export interface ReceivedSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  attributes: Record<string, unknown>;
  /** 2: error. */
  status: { code?: number };
  service: unknown;
}

interface Value {
  stringValue?: string;
  intValue?: number | string;
  arrayValue?: { values: Value[] };
}
type Pairs = { key: string; value: Value }[];
type Sent = Omit<ReceivedSpan, 'attributes' | 'service'> & { attributes: Pairs };

interface TracesRequest {
  resourceSpans: { resource: { attributes: Pairs }; scopeSpans: { spans: Sent[] }[] }[];
}

/** Variables by which the SDK sends to a receiver. */
const VARIABLES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL'] as const;

/** A collector that speaks OTLP/HTTP with JSON; while it runs, the environment of this process points at it. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** Paths that were posted to. */
  readonly paths = new Set<string>();
  private readonly unanswered: ServerResponse[] = [];
  private readonly before = VARIABLES.map((name) => [name, process.env[name]] as const);

  private constructor(
    private readonly server: Server,
    url: string,
  ) {
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url;
    process.env['OTEL_EXPORTER_OTLP_PROTOCOL'] = 'http/json';
  }

  /** @param answers false: it takes everything and says so only when it closes */
  static async start(answers = true): Promise<OtlpReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new OtlpReceiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (req, res) => {
      receiver.paths.add(req.url ?? '');
      let text = '';
      req.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      req.on('end', () => {
        receiver.take(JSON.parse(text) as TracesRequest);
        if (answers) accept(res);
        else receiver.unanswered.push(res);
      });
    });
    return receiver;
  }

  /** The one span of a request, found by its id. */
  spanOf(requestId: string): ReceivedSpan {
    const found = this.spans.filter(
      ({ attributes }) => String(attributes['http.request.header.x-request-id']) === requestId,
    );
    const [span] = found;
    if (!span || found.length > 1) throw new Error(`${found.length} spans of ${requestId}, among ${this.spans.length}`);
    return span;
  }

  async close(): Promise<void> {
    for (const [name, value] of this.before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    // An exporter whose connection just breaks tries again for seconds.
    for (const res of this.unanswered) accept(res.setHeader('Connection', 'close'));
    this.server.close();
    this.server.closeIdleConnections();
    await once(this.server, 'close');
  }

  private take({ resourceSpans }: TracesRequest): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = recordOf(resource.attributes)['service.name'];
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({ ...span, attributes: recordOf(span.attributes), service });
      }
    }
  }
}

function accept(res: ServerResponse): void {
  res.setHeader('Content-Type', 'application/json').end('{}');
}

function recordOf(pairs: Pairs): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf({ stringValue, intValue, arrayValue }: Value): unknown {
  if (arrayValue) return arrayValue.values.map(valueOf);
  return stringValue ?? (intValue === undefined ? undefined : Number(intValue));
}
