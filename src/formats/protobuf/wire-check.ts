import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import type { DatumFault } from '../schema-codec.js';
import { MAX_DEPTH } from './datum-words.js';

// https://protobuf.dev/programming-guides/encoding/#structure
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const GROUP = 3;
const END_GROUP = 4;
const FIXED32 = 5;

const MAX_VARINT_BYTES = 10;

const WIRE_TYPES: Partial<Record<ScalarType, number>> = {
  [ScalarType.DOUBLE]: FIXED64,
  [ScalarType.FIXED64]: FIXED64,
  [ScalarType.SFIXED64]: FIXED64,
  [ScalarType.FLOAT]: FIXED32,
  [ScalarType.FIXED32]: FIXED32,
  [ScalarType.SFIXED32]: FIXED32,
  [ScalarType.STRING]: BYTES,
  [ScalarType.BYTES]: BYTES,
};

/** What may stand behind the number of a field. */
interface WireField {
  name: string;
  wireType: number;
  /** Of a list that may be written as one piece. */
  packable: boolean;
  message: DescMessage | undefined;
  /** Of a map: the key and the value of an entry, by number. */
  entry: WireFields | undefined;
}

type WireFields = ReadonlyMap<number, WireField>;

const fieldsOf = new WeakMap<DescMessage, WireFields>();

/**
 * Checks that bytes are built like a message before they are read: the reader takes a field for what the schema says, also
 * where the bytes say otherwise, and does not notice a field that ends behind the message around it. What another schema
 * wrote would come out as other data instead of a fault.
 */
export class WireCheck {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private path = '';
  private reason = '';

  /** What is wrong with the message `bytes[start..end)`; null when it is well built. */
  check(desc: DescMessage, bytes: Buffer, start: number, end: number): DatumFault | null {
    this.bytes = bytes;
    this.at = start;
    this.path = '';
    this.reason = `its bytes are cut off or not those of a message ${desc.typeName}`;
    const fits = this.fields(wireFields(desc), end, -1, MAX_DEPTH);
    return fits && this.at === end ? null : { path: this.path, reason: this.reason };
  }

  /** Fields up to `end`, or to the end of the group with this number. Without `known`, all are unknown. */
  private fields(known: WireFields | undefined, end: number, group: number, depthLeft: number): boolean {
    if (depthLeft === 0) {
      this.reason = `its bytes nest more than ${MAX_DEPTH} messages`;
      return false;
    }
    while (this.at < end) {
      const tag = this.varint(end);
      if (tag < 8 || tag > 0xffffffff) return false;
      const number = Math.floor(tag / 8);
      const wireType = tag % 8;
      if (wireType === END_GROUP) return number === group;
      const field = known?.get(number);
      if (this.value(field, wireType, number, end, depthLeft)) continue;
      if (field) this.path = `.${field.name}${this.path}`;
      return false;
    }
    return group < 0;
  }

  private value(
    field: WireField | undefined,
    wireType: number,
    number: number,
    end: number,
    depthLeft: number,
  ): boolean {
    const packed = field?.packable === true && wireType === BYTES && field.wireType !== BYTES;
    if (field && wireType !== field.wireType && !packed) {
      this.reason = 'its bytes have another type than its schema: were they written with another one?';
      return false;
    }
    switch (wireType) {
      case VARINT:
        return this.varint(end) >= 0;
      case FIXED64:
        return this.pass(8, end);
      case FIXED32:
        return this.pass(4, end);
      case GROUP:
        return this.fields(field?.message && wireFields(field.message), end, number, depthLeft - 1);
      case BYTES: {
        const length = this.varint(end);
        if (length < 0 || length > end - this.at) return false;
        if (packed) return this.packed(field.wireType, this.at + length);
        const behind = this.at + length;
        // an entry of a map is no message that counts
        if (field?.entry) return this.fields(field.entry, behind, -1, depthLeft) && this.at === behind;
        if (!field?.message) return this.pass(length, end);
        return this.fields(wireFields(field.message), behind, -1, depthLeft - 1) && this.at === behind;
      }
      default:
        return false;
    }
  }

  private packed(wireType: number, end: number): boolean {
    while (this.at < end) {
      if (wireType === VARINT ? this.varint(end) < 0 : !this.pass(wireType === FIXED64 ? 8 : 4, end)) return false;
    }
    return true;
  }

  private pass(length: number, end: number): boolean {
    if (length > end - this.at) return false;
    this.at += length;
    return true;
  }

  /** A varint's value, exact up to 53 bits; -1 when it does not end. */
  private varint(end: number): number {
    const { bytes } = this;
    let value = 0;
    let weight = 1;
    const last = Math.min(end, this.at + MAX_VARINT_BYTES);
    while (this.at < last) {
      const byte = bytes[this.at++]!;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 128;
    }
    return -1;
  }
}

function wireFields(desc: DescMessage): WireFields {
  let fields = fieldsOf.get(desc);
  if (!fields) {
    fields = new Map(desc.fields.map((field) => [field.number, wireField(field)]));
    fieldsOf.set(desc, fields);
  }
  return fields;
}

function wireField(field: DescField): WireField {
  const { name, message } = field;
  if (field.fieldKind === 'map') {
    const entry = new Map([
      [1, { ...PLAIN, name: 'key', wireType: wireTypeOf(field.mapKey) }],
      [2, { ...PLAIN, name: 'value', wireType: message ? BYTES : wireTypeOf(field.scalar), message }],
    ]);
    return { ...PLAIN, name, wireType: BYTES, entry };
  }
  if (message) return { ...PLAIN, name, wireType: field.delimitedEncoding ? GROUP : BYTES, message };
  return { ...PLAIN, name, wireType: wireTypeOf(field.scalar), packable: field.fieldKind === 'list' };
}

const PLAIN = { packable: false, message: undefined, entry: undefined };

/** Enums have no scalar type and are written like integers. */
function wireTypeOf(scalar: ScalarType | undefined): number {
  return (scalar === undefined ? undefined : WIRE_TYPES[scalar]) ?? VARINT;
}
