import { BACKSLASH, QUOTE } from './bytes.js';

/** The member names that a shape knows, found by their bytes. */
export class FieldNames {
  private readonly names: Buffer[];
  private readonly indexes = new Map<string, number>();

  /** @param names ASCII, the frequent ones first */
  constructor(names: readonly string[]) {
    this.names = names.map((name) => Buffer.from(name));
    names.forEach((name, index) => this.indexes.set(name, index));
  }

  /** Which of the names, with its quotes, stands at `at`: its index, -1 for none. Tells nothing about what follows. */
  at(bytes: Buffer, at: number): number {
    const { names } = this;
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!;
      let k = 0;
      while (k < name.length && bytes[at + 1 + k] === name[k]) k++;
      if (k === name.length && bytes[at + 1 + k] === QUOTE) return index;
    }
    return -1;
  }

  length(index: number): number {
    return this.names[index]!.length;
  }

  /** Which of the names `bytes[start..end)`, the inside of a valid JSON string, stands for: `"\\u006bey"` is `"key"`, too. */
  find(bytes: Buffer, start: number, end: number): number {
    let i = start;
    while (i < end && bytes[i] !== BACKSLASH) i++;
    const text = bytes.toString('utf8', start, end);
    return this.indexes.get(i === end ? text : (JSON.parse(`"${text}"`) as string)) ?? -1;
  }
}
