/** One line of the effective configuration. */
export interface Effective {
  readonly name: string;
  /** As written or as documented; not masked. */
  readonly value: string;
  readonly source: string;
}
