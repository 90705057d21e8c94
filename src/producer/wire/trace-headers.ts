import type { Exchange } from '../../http/exchange.js';
import type { ProduceBatch, RecordHeader } from '../../kafka/record.js';

const TRACE_PARENT = 'traceparent';

/**
 * The batch with the context of its request in the headers of its records; what a client set itself stays. The headers of
 * `batch` are not written to.
 *
 * @param trace null: the batch itself, as long as nobody traces
 */
export function withTrace(batch: ProduceBatch, trace: Exchange['trace']): ProduceBatch {
  if (trace === null) return batch;
  const ours = trace.recordHeaders;
  if (ours.length === 0 || batch.count === 0) return batch;
  const { headers, count } = batch;
  if (headers === null) return { ...batch, headers: new Array<RecordHeader[]>(count).fill(ours) };
  return { ...batch, headers: Array.from({ length: count }, (_, i) => joined(headers[i] ?? null, ours)) };
}

function joined(own: RecordHeader[] | null, ours: RecordHeader[]): RecordHeader[] {
  if (own === null) return ours;
  return own.some(({ name }) => name === TRACE_PARENT) ? own : [...own, ...ours];
}
