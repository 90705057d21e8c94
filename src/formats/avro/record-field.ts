import type { AvroNode } from './avro-node.js';

/** A field of a record. */
export class RecordField {
  /** The name as it begins a member of JSON: with its quotes. */
  readonly quoted: Buffer;
  /** What is written in front of the value: the name and its colon, a brace or comma before it. */
  readonly opening: string;
  /** The default as Avro binary; null when there is none or it has yet to be worked out. */
  defaultBytes: Buffer | null = null;

  /** @param defaultText JSON of the default, as the schema has it; null when it has none */
  constructor(
    readonly name: string,
    readonly node: AvroNode,
    readonly defaultText: string | null,
    first: boolean,
  ) {
    this.quoted = Buffer.from(`"${name}"`);
    this.opening = `${first ? '{' : ','}"${name}":`;
  }
}
