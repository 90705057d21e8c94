/** A value as somebody wrote it, with where: `kafka-rest.properties:12`, `environment KAFKA_REST_ID`, `flag --set`. */
export interface Given {
  readonly name: string;
  readonly value: string;
  readonly source: string;
  /** Path of the file that holds the value and nothing else; absent: it was written where `source` says. */
  readonly file?: string;
}

/** Something that keeps the gateway from starting. */
export interface Fault {
  /** The setting, or null where the source itself cannot be read. */
  readonly name: string | null;
  readonly source: string;
  /** Goes on from the name: "must be …"; a whole sentence where there is none. */
  readonly message: string;
}

/** Something worth knowing that does not keep the gateway from starting. */
export interface Note {
  readonly level: 'warn' | 'debug';
  readonly message: string;
}

/** What one source, or all of them in turn, brought. Later values win. */
export interface Findings {
  readonly given: Given[];
  readonly faults: Fault[];
  readonly notes: Note[];
}

/** @returns findings with nothing in them yet */
export function noFindings(): Findings {
  return { given: [], faults: [], notes: [] };
}

/** Adds what a source of higher rank brought. */
export function addFindings(to: Findings, more: Findings): void {
  to.given.push(...more.given);
  to.faults.push(...more.faults);
  to.notes.push(...more.notes);
}
