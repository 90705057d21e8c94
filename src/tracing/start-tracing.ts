import type { Log } from '../logging/log.js';
import type { RequestTracer } from './request-tracer.js';

/**
 * Starts OpenTelemetry, which is loaded for this only. At most one per process: its SDK is global.
 *
 * @param enabled false: nothing is loaded, null is returned
 */
export async function startTracing(enabled: boolean, log: Log): Promise<RequestTracer | null> {
  if (!enabled) return null;
  const { OpenTelemetryTracer } = await import('./open-telemetry-tracer.js');
  return new OpenTelemetryTracer(log);
}
