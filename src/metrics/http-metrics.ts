import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** From a cached read to the longest wait for records. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Methods that are told apart; a client may send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What is known of a request when it is over. */
export interface ServedRequest {
  method: string;
  /** Pattern of the route; null: none was found. Never the path: that would be one series per topic. */
  route: string | null;
  /** Null: the answer was never begun. */
  status: number | null;
  seconds: number;
  /** Bytes of the answer's body. */
  bytes: number;
}

interface Series {
  requests: Counter.Internal;
  duration: Histogram.Internal<string>;
  bytes: Counter.Internal;
}

/** Requests and answers. */
export class HttpMetrics {
  private readonly requests;
  private readonly duration;
  private readonly bytes;
  private readonly current;
  /** By method, route and status: looking labels up costs more than counting. */
  private readonly series = new Map<string, Series>();

  constructor(registry: Registry, prefix: string) {
    const registers = [registry];
    this.requests = new Counter({
      name: `${prefix}http_requests_total`,
      help: 'Requests that are over; status "aborted": the client went away before it had its answer.',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.duration = new Histogram({
      name: `${prefix}http_request_duration_seconds`,
      help: 'Time from the headers of a request to the end of its answer.',
      labelNames: ['method', 'route'],
      buckets: SECONDS,
      registers,
    });
    this.bytes = new Counter({
      name: `${prefix}http_response_bytes_total`,
      help: 'Bytes of answers, headers left out.',
      labelNames: ['method', 'route'],
      registers,
    });
    this.current = new Gauge({
      name: `${prefix}http_requests_in_flight`,
      help: 'Requests that are not over yet, long polls and streams included.',
      registers,
    });
  }

  begun(): void {
    this.current.inc();
  }

  ended({ method, route, status, seconds, bytes }: ServedRequest): void {
    this.current.dec();
    const series = this.seriesOf(method, route, status);
    series.requests.inc();
    series.duration.observe(seconds);
    if (bytes > 0) series.bytes.inc(bytes);
  }

  private seriesOf(method: string, route: string | null, status: number | null): Series {
    const key = `${status} ${method} ${route}`;
    let series = this.series.get(key);
    if (series) return series;
    const labels = { method: METHODS.has(method) ? method : 'other', route: route ?? 'none' };
    series = {
      requests: this.requests.labels({ ...labels, status: String(status ?? 'aborted') }),
      duration: this.duration.labels(labels),
      bytes: this.bytes.labels(labels),
    };
    if (METHODS.has(method)) this.series.set(key, series);
    return series;
  }
}
