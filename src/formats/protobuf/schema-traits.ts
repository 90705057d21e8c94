import { type DescMessage, type Registry, ScalarType } from '@bufbuild/protobuf';

/** What may come up in data of a message, itself or anything in it: decides which looks at a datum can be left out. */
export interface SchemaTraits {
  /** Integers of 64 bits. */
  wideIntegers: boolean;
  /** Bytes, which JSON has as base64. */
  bytes: boolean;
  /** Numbers with a fraction. */
  floats: boolean;
  /** `Timestamp` or `Duration`. */
  times: boolean;
  /** `Value`, `Struct` or `ListValue`. */
  freeValues: boolean;
}

const WIDE = new Set([ScalarType.INT64, ScalarType.UINT64, ScalarType.SINT64, ScalarType.FIXED64, ScalarType.SFIXED64]);
const FLOATS = new Set([ScalarType.FLOAT, ScalarType.DOUBLE]);
const TIMES = new Set(['google.protobuf.Timestamp', 'google.protobuf.Duration']);
const FREE = new Set(['google.protobuf.Value', 'google.protobuf.Struct', 'google.protobuf.ListValue']);

/** @param types all that may be in an `Any`, and the extensions */
export function traitsOf(root: DescMessage, types: Registry): SchemaTraits {
  const open = new Set(['google.protobuf.Any']);
  for (const type of types) if (type.kind === 'extension') open.add(type.extendee.typeName);
  const traits: SchemaTraits = { wideIntegers: false, bytes: false, floats: false, times: false, freeValues: false };
  const seen = new Set([root]);
  // the set grows while it is walked over: messages may contain each other
  for (const message of seen) {
    if (open.has(message.typeName)) return EVERYTHING;
    if (TIMES.has(message.typeName)) traits.times = true;
    else if (FREE.has(message.typeName)) traits.freeValues = true;
    else {
      for (const field of message.fields) {
        if (field.scalar !== undefined && WIDE.has(field.scalar)) traits.wideIntegers = true;
        if (field.scalar === ScalarType.BYTES) traits.bytes = true;
        if (field.scalar !== undefined && FLOATS.has(field.scalar)) traits.floats = true;
        if (field.message) seen.add(field.message);
      }
    }
  }
  return traits;
}

const EVERYTHING: SchemaTraits = { wideIntegers: true, bytes: true, floats: true, times: true, freeValues: true };
