import {
  context,
  diag,
  DiagLogLevel,
  logs,
  metrics,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { VERSION } from '../config/version.js';
import type { Log } from '../logging/log.js';
import { RequestSpan } from './request-span.js';
import type { RequestTrace, RequestTracer, TracedRequest } from './request-tracer.js';
import { attributesOf, methodName } from './request-attributes.js';
import { SdkMessages } from './sdk-messages.js';

const SERVICE = 'kafka-rest-gateway';

/** How long a shutdown waits for the collector, in milliseconds. */
const CLOSE_MS = 2_000;

/**
 * Traces with OpenTelemetry's SDK, which reads the variables `OTEL_*` itself
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). Only traces: metrics and log have
 * their own ways.
 */
export class OpenTelemetryTracer implements RequestTracer {
  private readonly sdk: NodeSDK;
  private readonly tracer: Tracer;

  constructor(private readonly log: Log) {
    const about = resourceFromAttributes({ 'service.name': SERVICE, 'service.version': VERSION });
    // What the environment says of the resource goes before this.
    const resource = defaultResource().merge(about);
    this.sdk = new NodeSDK({ resource, metricReaders: [], logRecordProcessors: [] });
    // Behind the constructor, which may set a logger that writes no JSON.
    diag.setLogger(new SdkMessages(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
    this.sdk.start();
    this.tracer = trace.getTracer(SERVICE, VERSION);
  }

  begin(request: TracedRequest): RequestTrace {
    // Not the active context: requests are followed by what belongs to them, which costs nothing in between.
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const name = methodName(request.method);
    const span = this.tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: attributesOf(request) }, parent);
    return new RequestSpan(span, name);
  }

  async close(): Promise<void> {
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.log.warn({ waitedMs: CLOSE_MS }, 'tracing: the last spans could not be sent in time');
      limit.resolve();
    }, CLOSE_MS);
    await Promise.race([limit.promise, this.shutDown()]);
    clearTimeout(timer);
    // The SDK leaves itself behind, and another one could not start: now, even where its own end is still to come.
    for (const api of [trace, propagation, context, metrics, logs, diag]) api.disable();
  }

  private async shutDown(): Promise<void> {
    try {
      await this.sdk.shutdown();
    } catch (error) {
      this.log.warn({ error }, 'tracing: the last spans could not be sent');
    }
  }
}
