/** How one kind of failure looks in a dialect. */
export interface WireError {
  /** HTTP status, 400 to 599. */
  status: number;
  /** `error_code` of the envelope and of per-record errors. */
  errorCode: number;
}

/** A line of an error table. */
export function wire(status: number, errorCode: number = status): WireError {
  return { status, errorCode };
}
