import { type DescEnum, type DescMessage, fromJson, type JsonValue, ScalarType } from '@bufbuild/protobuf';
import {
  BoolValueSchema,
  BytesValueSchema,
  DoubleValueSchema,
  FloatValueSchema,
  Int32ValueSchema,
  Int64ValueSchema,
  StringValueSchema,
  UInt32ValueSchema,
  UInt64ValueSchema,
} from '@bufbuild/protobuf/wkt';
import { isBase64 } from './base64-text.js';
import type { DatumVisitor, Holder } from './datum-walk.js';
import { enumReason, NOT_FINITE, scalarReason, textReason } from './datum-words.js';
import { isDuration, isTimestamp } from './times.js';

/** The wrapper of a type checks like a field of it. */
const WRAPPERS: Record<ScalarType, DescMessage> = {
  [ScalarType.DOUBLE]: DoubleValueSchema,
  [ScalarType.FLOAT]: FloatValueSchema,
  [ScalarType.INT32]: Int32ValueSchema,
  [ScalarType.SINT32]: Int32ValueSchema,
  [ScalarType.SFIXED32]: Int32ValueSchema,
  [ScalarType.UINT32]: UInt32ValueSchema,
  [ScalarType.FIXED32]: UInt32ValueSchema,
  [ScalarType.INT64]: Int64ValueSchema,
  [ScalarType.SINT64]: Int64ValueSchema,
  [ScalarType.SFIXED64]: Int64ValueSchema,
  [ScalarType.UINT64]: UInt64ValueSchema,
  [ScalarType.FIXED64]: UInt64ValueSchema,
  [ScalarType.BOOL]: BoolValueSchema,
  [ScalarType.STRING]: StringValueSchema,
  [ScalarType.BYTES]: BytesValueSchema,
};

const NOT_NUMBERS = new Set<unknown>(['NaN', 'Infinity', '-Infinity']);

/**
 * Before a datum is encoded: finds what the JSON mapping lets pass and must not (numbers that are none, days that no month
 * has, bad base64), and turns bigints into numbers where no 64-bit integer is wanted. The rest it leaves to the encoder.
 */
export const PREPARATION: DatumVisitor = {
  lenient: true,
  scalar(type, holder, key) {
    const value = holder[key];
    const float = type === ScalarType.DOUBLE || type === ScalarType.FLOAT;
    if (float && NOT_NUMBERS.has(value)) return NOT_FINITE;
    if (type === ScalarType.BYTES && typeof value === 'string' && !isBase64(value)) return scalarReason(type, value);
    if (typeof value === 'bigint' && WRAPPERS[type] !== Int64ValueSchema && WRAPPERS[type] !== UInt64ValueSchema) {
      holder[key] = Number(value);
    }
    return null;
  },
  enumeration: (_desc, holder, key) => plainNumber(holder, key),
  text: (desc, holder, key) => timeFault(desc, holder[key]),
  free: plainNumber,
};

/** After the encoder refused a datum: finds where and why. */
export const DIAGNOSIS: DatumVisitor = {
  lenient: false,
  scalar: (type, holder, key) =>
    holder[key] !== null && accepts(WRAPPERS[type], holder[key]) ? null : scalarReason(type, holder[key]),
  enumeration: (desc, holder, key) => (isEnumValue(desc, holder[key]) ? null : enumReason(desc, holder[key])),
  text: (desc, holder, key) =>
    accepts(desc, holder[key]) ? timeFault(desc, holder[key]) : textReason(desc.typeName, holder[key]),
  free: plainNumber,
};

function plainNumber(holder: Holder, key: string | number): string | null {
  const value = holder[key];
  if (typeof value === 'bigint') holder[key] = Number(value);
  return typeof value === 'number' && !Number.isFinite(value) ? NOT_FINITE : null;
}

/** The encoder would shift a 30th of February to March and take `1s ago` for `1s`. */
function timeFault({ typeName }: DescMessage, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const fits =
    typeName === 'google.protobuf.Timestamp'
      ? isTimestamp(value)
      : typeName !== 'google.protobuf.Duration' || isDuration(value);
  return fits ? null : textReason(typeName, value);
}

function accepts(desc: DescMessage, value: unknown): boolean {
  try {
    fromJson(desc, value as JsonValue);
    return true;
  } catch {
    return false; // that it does is what was asked
  }
}

function isEnumValue(desc: DescEnum, value: unknown): boolean {
  if (desc.typeName === 'google.protobuf.NullValue' && value === null) return true;
  if (typeof value === 'string') return desc.values.some(({ name, jsonName }) => name === value || jsonName === value);
  if (typeof value !== 'number' || value !== (value | 0)) return false;
  return desc.open || desc.value[value] !== undefined;
}
