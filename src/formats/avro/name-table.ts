import type { DatumText } from './datum-text.js';

const BACKSLASH = 0x5c;

/** So many names are compared one by one; more are looked up by a string that has to be made. */
const FEW = 8;

/** Names that a JSON string may be: fields, symbols or tags, found by their bytes. */
export class NameTable {
  private readonly few: readonly Buffer[];
  private readonly fewIndexes: readonly number[];
  private readonly indexes: ReadonlyMap<string, number>;

  /** @param names each name with the index to be found; the first of equal names counts */
  constructor(names: Iterable<readonly [string, number]>) {
    const indexes = new Map<string, number>();
    for (const [name, index] of names) if (!indexes.has(name)) indexes.set(name, index);
    this.indexes = indexes;
    this.few = indexes.size > FEW ? [] : [...indexes.keys()].map((name) => Buffer.from(JSON.stringify(name)));
    this.fewIndexes = [...indexes.values()];
  }

  /** The index of the name that the JSON string at `at` is, or -1. Leaves the position behind the string in `nameEnd`. */
  find(text: DatumText, at: number): number {
    const { json } = text;
    const { few } = this;
    for (let k = 0; k < few.length; k++) {
      if (startsWith(json, at, few[k]!)) {
        text.nameEnd = at + few[k]!.length;
        return this.fewIndexes[k]!;
      }
    }
    const end = text.stringEnd(at);
    text.nameEnd = end;
    let i = at + 1;
    while (i < end && json[i] !== BACKSLASH) i++;
    if (i < end) return this.indexes.get(text.stringAt(at)) ?? -1;
    return few.length > 0 ? -1 : (this.indexes.get(json.toString('utf8', at + 1, end - 1)) ?? -1);
  }
}

/** Whether `quoted`, a name with its quotes, stands at `at`. */
export function startsWith(json: Buffer, at: number, quoted: Buffer): boolean {
  const { length } = quoted;
  for (let k = 1; k < length; k++) if (json[at + k] !== quoted[k]) return false;
  return json[at] === quoted[0];
}
