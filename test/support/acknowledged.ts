/** Where a record is, as a client was told. */
interface Place {
  partition: number;
  offset: number;
}

/** What a topic must hold: the value at each place that was acknowledged. */
export class Acknowledged {
  private readonly values = new Map<string, string>();
  private readonly ends = new Map<number, number>();
  /** Places that two records were told to be at. */
  readonly twice: string[] = [];

  /** Records that the topic has up to the last of these, those without an acknowledgement included. */
  get records(): number {
    return [...this.ends.values()].reduce((sum, end) => sum + end, 0);
  }

  add({ partition, offset }: Place, value: unknown): void {
    const place = `${partition}/${offset}`;
    if (this.values.has(place)) this.twice.push(place);
    this.values.set(place, JSON.stringify(value));
    this.ends.set(partition, Math.max(this.ends.get(partition) ?? 0, offset + 1));
  }

  /** Places where these records do not have what was acknowledged. */
  missingIn(records: readonly (Place & { value: string | null })[]): string[] {
    const found = new Map(records.map(({ partition, offset, value }) => [`${partition}/${offset}`, value]));
    return [...this.values].filter(([place, value]) => found.get(place) !== value).map(([place]) => place);
  }

  /** Places that are not among these. */
  unseen(places: ReadonlySet<string>): string[] {
    return [...this.values.keys()].filter((place) => !places.has(place));
  }
}
