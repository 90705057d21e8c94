/** The series of one metric, by the values of its labels. There are as many as there are combinations: few values each. */
export class LabelledSeries<L extends string, S> {
  private readonly byValues = new Map<string, readonly [Record<L, string>, S]>();

  /** @param labelNames in the order in which `of` takes their values */
  constructor(
    private readonly labelNames: readonly L[],
    private readonly make: () => S,
  ) {}

  /** The series with these values; it is there from the first time that somebody asks for it. Who counts often keeps it. */
  of(values: readonly string[]): S {
    const key = values.join('\n');
    let found = this.byValues.get(key);
    if (!found) {
      const labels = Object.fromEntries(this.labelNames.map((name, i) => [name, values[i] ?? ''])) as Record<L, string>;
      found = [labels, this.make()];
      this.byValues.set(key, found);
    }
    return found[1];
  }

  [Symbol.iterator](): Iterator<readonly [Record<L, string>, S]> {
    return this.byValues.values();
  }
}
