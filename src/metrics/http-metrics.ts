import { Gauge, type Registry } from 'prom-client';
import { type AnsweredRecords, AnswerMetrics } from './answer-metrics.js';
import { DurationHistogram, type Durations } from './durations.js';
import { type Count, Tally } from './tally.js';

/** From a cached read to the longest wait for records. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Methods that are told apart; a client may send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Stands for a route, or a dialect, where there is none. */
const NONE = 'none';

/** What is known of a request when it is over. */
export interface ServedRequest {
  method: string;
  /** Pattern of the route; null: none was found. Never the path: that would be one series per topic. */
  route: string | null;
  /** Of the route; null: it belongs to none. */
  dialect: string | null;
  /** Null: the answer was never begun, or not written to its end. */
  status: number | null;
  seconds: number;
  /** Bytes of the request's body that were read. */
  bytesRead: number;
  /** Bytes of the answer's body. */
  bytes: number;
  /** Null: the answer has no error envelope, or another server wrote it. */
  errorCode: number | null;
  /** Null: the answer shows none. */
  records: AnsweredRecords | null;
}

/** What is counted of one kind of request. */
interface Series {
  method: string;
  dialect: string | null;
  status: number | null;
  requests: Count;
  duration: Durations;
  bytesRead: Count;
  bytes: Count;
}

/** Requests and answers. */
export class HttpMetrics {
  private readonly requests;
  private readonly duration;
  private readonly bytesRead;
  private readonly bytes;
  private current = 0;
  private readonly answers;
  /** By route, the few kinds of each in the order in which they came first: looking labels up costs more than counting. */
  private readonly series = new Map<string | null, Series[]>();

  constructor(registry: Registry, prefix: string) {
    this.requests = new Tally(
      registry,
      `${prefix}http_requests_total`,
      'Requests that are over; status "aborted": the client went away before it had its answer.',
      ['method', 'route', 'dialect', 'status'],
    );
    this.duration = new DurationHistogram(
      registry,
      `${prefix}http_request_duration_seconds`,
      'Time from the headers of a request to the end of its answer.',
      SECONDS,
      ['method', 'route'],
    );
    const ofRoute = (name: string, help: string): Tally<'method' | 'route'> =>
      new Tally(registry, prefix + name, help, ['method', 'route']);
    this.bytesRead = ofRoute('http_request_bytes_total', 'Bytes of bodies of requests, as they came, as far as read.');
    this.bytes = ofRoute('http_response_bytes_total', 'Bytes of answers, headers left out.');
    const inFlight = (): number => this.current;
    new Gauge({
      name: `${prefix}http_requests_in_flight`,
      help: 'Requests that are not over yet, long polls and streams included.',
      registers: [registry],
      collect() {
        this.set(inFlight());
      },
    });
    this.answers = new AnswerMetrics(registry, prefix);
  }

  begun(): void {
    this.current++;
  }

  ended(request: ServedRequest): void {
    const { dialect, status, errorCode, records } = request;
    this.current--;
    const series = this.seriesOf(request);
    series.requests.value++;
    series.duration.observe(request.seconds);
    series.bytesRead.value += request.bytesRead;
    series.bytes.value += request.bytes;
    if (errorCode !== null) this.answers.failed(dialect ?? NONE, errorCode);
    else if (records !== null && status !== null) this.answers.answered(dialect ?? NONE, records);
  }

  /** Something that is no request was refused. */
  refused(errorCode: number): void {
    this.answers.failed(NONE, errorCode);
  }

  private seriesOf({ method, route, dialect, status }: ServedRequest): Series {
    let ofRoute = this.series.get(route);
    if (!ofRoute) this.series.set(route, (ofRoute = []));
    for (const series of ofRoute) {
      if (series.status === status && series.method === method && series.dialect === dialect) return series;
    }
    const known = METHODS.has(method);
    const labels = [known ? method : 'other', route ?? NONE] as const;
    const series = {
      method,
      dialect,
      status,
      requests: this.requests.of(...labels, dialect ?? NONE, String(status ?? 'aborted')),
      duration: this.duration.of(...labels),
      bytesRead: this.bytesRead.of(...labels),
      bytes: this.bytes.of(...labels),
    };
    if (known) ofRoute.push(series);
    return series;
  }
}
