import {
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { RequestTrace, TracedOutcome, TraceHeader } from './request-tracer.js';

/** The server span of a request. */
export class RequestSpan implements RequestTrace {
  readonly id: string | null;
  private headers: TraceHeader[] | null = null;

  /** @param name how the span calls its method */
  constructor(
    private readonly span: Span,
    private readonly name: string,
  ) {
    const context = span.spanContext();
    this.id = isSpanContextValid(context) ? context.traceId : null;
  }

  get recordHeaders(): TraceHeader[] {
    return (this.headers ??= this.id === null ? [] : headersOf(this.span.spanContext()));
  }

  onward(): Record<string, string> {
    const headers: Record<string, string> = {};
    propagation.inject(trace.setSpan(ROOT_CONTEXT, this.span), headers, {
      set: (carrier, name, value) => void (carrier[name.toLowerCase()] = value),
    });
    return headers;
  }

  end({ route, status, complete }: TracedOutcome): void {
    const { span } = this;
    if (route !== null) {
      const readable = route.replaceAll('\\', '');
      span.updateName(`${this.name} ${readable}`);
      span.setAttribute('http.route', readable);
    }
    if (status !== null) span.setAttribute('http.response.status_code', status);
    // Mistakes of clients are no errors of a server's span.
    if (status !== null && status >= 500) this.fail(String(status));
    else if (!complete) this.fail('aborted');
    span.end();
  }

  private fail(type: string): void {
    this.span.setAttribute('error.type', type);
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }
}

/** The headers of W3C Trace Context, https://www.w3.org/TR/trace-context/ */
function headersOf({ traceId, spanId, traceFlags, traceState }: SpanContext): TraceHeader[] {
  const flags = traceFlags.toString(16).padStart(2, '0');
  const headers = [{ name: 'traceparent', value: Buffer.from(`00-${traceId}-${spanId}-${flags}`) }];
  const state = traceState?.serialize() ?? '';
  if (state !== '') headers.push({ name: 'tracestate', value: Buffer.from(state) });
  return headers;
}
