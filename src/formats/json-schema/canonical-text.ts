/** A text that two values of JSON share exactly when they are equal: members in the order of their names. */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object' || value === null) return String(value); // JSON.stringify would write Infinity as null
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join()}}`;
}

/** A set of values of JSON by their content. */
export class ValueSet {
  private readonly simple = new Set<unknown>();
  private readonly texts = new Set<string>();

  /** Returns whether the value was new. */
  add(value: unknown): boolean {
    const [set, key] = this.placeOf(value);
    const { size } = set;
    set.add(key);
    return set.size > size;
  }

  has(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return this.simple.has(value);
    return this.texts.size > 0 && this.texts.has(canonicalText(value));
  }

  private placeOf(value: unknown): [Set<unknown>, unknown] {
    if (typeof value !== 'object' || value === null) return [this.simple, value];
    return [this.texts, canonicalText(value)];
  }
}
