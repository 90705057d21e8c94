import { AvroNode } from './avro-node.js';
import type { DatumBytes } from './datum-bytes.js';
import type { DatumText } from './datum-text.js';
import { memberStep, oneOf } from './fault-words.js';
import { JSON_KINDS, JsonKind, kindOf } from './json-kind.js';
import { NameTable } from './name-table.js';
import { RecordNode } from './record-node.js';
import { writeLong } from './zigzag.js';

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The tags that a value may have: names of branches, and the last parts of those that one branch only has. `null` has none. */
function tagsOf(branches: readonly AvroNode[]): [string, number][] {
  const short = new Map<string, number>();
  branches.forEach(({ tag }, index) => {
    const name = tag.slice(tag.lastIndexOf('.') + 1);
    short.set(name, short.has(name) ? -1 : index);
  });
  const full = branches.map(({ tag }, index): [string, number] => [tag, index]);
  return [...full, ...short].filter(([tag, index]) => tag !== 'null' && index >= 0);
}

/**
 * A union: the index of a branch and its value. In JSON `null` stands for itself and a value of another branch is tagged,
 * `{"<branch>": value}`; the short name of a branch will do where no other has it. A plain value is taken, too, where
 * exactly one branch fits it.
 *
 * An object of one member that is named like a branch is read as tagged. Only when it cannot be that, and a record among
 * the branches has a field of that name, is it read as a plain record.
 */
export class UnionNode extends AvroNode {
  readonly tag = 'union';
  readonly wanted: string;
  readonly kind = JsonKind.null; // of no use: no union is a branch of another
  readonly minBytes = 1;
  private readonly tags: NameTable;
  private readonly openings: readonly string[];
  /** The branches, by index, that a JSON value of each kind can fit. */
  private readonly byKind: readonly (readonly number[])[];

  constructor(private readonly branches: readonly AvroNode[]) {
    super();
    this.wanted = oneOf(branches.map(({ tag }) => tag));
    this.tags = new NameTable(tagsOf(branches));
    this.openings = branches.map(({ tag }) => (tag === 'null' ? '' : `{"${tag}":`));
    this.byKind = Array.from({ length: JSON_KINDS }, (_, kind) =>
      branches.flatMap((branch, index) => (Number(branch.kind) === kind ? [index] : [])),
    );
  }

  encode(text: DatumText, at: number): number {
    if (text.json[at] === OPEN_BRACE && !text.untagged) {
      const name = text.gap(at + 1);
      const index = text.json[name] === QUOTE ? this.tags.find(text, name) : -1;
      if (index >= 0) return this.encodeTagged(text, at, name, index);
    }
    return this.encodePlain(text, at);
  }

  decode(data: DatumBytes, at: number): number {
    const from = data.varint(at);
    if (from < 0) return -1;
    const branch = this.branches[data.number()];
    if (branch === undefined) {
      return data.fault(`branch ${data.number()} of a union of ${this.branches.length}`);
    }
    const opening = this.openings[data.number()]!;
    if (opening === '') return branch.decode(data, from);
    const { out } = data;
    out.reserve(opening.length);
    out.ascii(opening);
    const behind = branch.decode(data, from);
    if (behind < 0) return data.within(memberStep(branch.tag));
    out.reserve(1);
    out.byte(CLOSE_BRACE);
    return behind;
  }

  private encodeTagged(text: DatumText, at: number, name: number, index: number): number {
    const { out, top, depth } = text;
    const start = out.length;
    const value = text.value(text.nameEnd);
    const branch = this.branches[index]!;
    writeLong(out, index);
    const behind = branch.encode(text, value);
    let close = behind < 0 ? -1 : text.gap(behind);
    if (close >= 0 && text.json[close] === CLOSE_BRACE) return close + 1;
    if (text.rereadsSpent) return -1;
    // either no tag, for there are more members, or a value that the branch does not have
    if (close < 0) close = text.gap(text.skip(value));
    const single = text.json[close] === CLOSE_BRACE;
    if (single && !this.hasField(text.stringAt(name))) return text.within(memberStep(branch.tag));
    out.length = start;
    if (!text.mayReread(close - at)) return this.tooAmbiguous(text);
    text.forgive(top, depth);
    return this.encodePlain(text, at);
  }

  private encodePlain(text: DatumText, at: number): number {
    const fitting = this.byKind[kindOf(text.json[at]!)]!;
    if (fitting.length !== 1) return fitting.length === 0 ? text.mismatch(this, at) : this.encodeAny(text, at, fitting);
    const index = fitting[0]!;
    writeLong(text.out, index);
    return this.branches[index]!.encode(text, at);
  }

  /** Tries all branches that may fit, for one that does. */
  private encodeAny(text: DatumText, at: number, fitting: readonly number[]): number {
    const { out, top, depth } = text;
    if (!text.mayReread((text.skip(at) - at) * fitting.length)) return this.tooAmbiguous(text);
    let found = -1;
    let behind = -1;
    for (const index of fitting) {
      const start = out.length;
      writeLong(out, index);
      const end = this.branches[index]!.encode(text, at);
      if (end < 0) {
        if (text.rereadsSpent) return -1;
        out.length = start;
        text.forgive(top, depth);
      } else if (found >= 0) {
        return this.ambiguous(text, found, index);
      } else {
        found = index;
        behind = end;
        if (text.untagged) break;
      }
    }
    if (found >= 0) return behind;
    const tags = fitting.map((index) => this.branches[index]!.tag);
    return text.fault(`fits none of ${oneOf(tags)}: write {"${tags[0]}": …} to see why (was ${text.excerptAt(at)})`);
  }

  private hasField(name: string): boolean {
    return this.branches.some((branch) => branch instanceof RecordNode && branch.hasField(name));
  }

  private ambiguous(text: DatumText, one: number, other: number): -1 {
    const [first, second] = [this.branches[one]!.tag, this.branches[other]!.tag];
    return text.fault(`ambiguous: fits ${first} and ${second}, write {"${first}": …} or {"${second}": …}`);
  }

  private tooAmbiguous(text: DatumText): -1 {
    return text.fault(`too many ways to read it: write {"${this.branches.at(-1)!.tag}": …} or another branch's name`);
  }
}
