/** What is known of a request when its headers have arrived. */
export interface TracedRequest {
  method: string;
  /** Without the query: that may hold secrets. */
  path: string;
  scheme: 'http' | 'https';
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The client, as trusted proxies tell it; null: unknown. */
  clientAddress: string | null;
  /** e.g. `1.1` */
  httpVersion: string;
  requestId: string;
}

/** What is known of a request when it is over. */
export interface TracedOutcome {
  /** Pattern of the route; null: none was found. */
  route: string | null;
  /** Null: the answer was never begun. */
  status: number | null;
  /** False: the client did not get all of the answer. */
  complete: boolean;
}

/** A header for records, in the shape that producers take. */
export interface TraceHeader {
  name: string;
  value: Buffer;
}

/** One request in its trace. */
export interface RequestTrace {
  /** The trace's id, 32 hexadecimal digits; null: there is no trace, because the SDK is disabled. */
  readonly id: string | null;
  /** Carries the context of the request on into records; the same array for all of them. Empty: there is no trace. */
  readonly recordHeaders: TraceHeader[];
  /** Headers that carry the context of the request on to another server, by lower-case name; as the configured propagators write them. */
  onward(): Readonly<Record<string, string>>;
  /** To be called once. */
  end(outcome: TracedOutcome): void;
}

/** Follows requests through the services that they pass. */
export interface RequestTracer {
  /** Begins the span of a request, as a part of the trace that its headers name. */
  begin(request: TracedRequest): RequestTrace;
  /** Sends what has not been sent yet, for at most two seconds. Never rejects. */
  close(): Promise<void>;
}
