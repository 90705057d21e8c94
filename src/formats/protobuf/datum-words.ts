import { type DescEnum, ScalarType } from '@bufbuild/protobuf';

/** Messages in messages, in JSON as in bytes: what Protobuf's own libraries allow. */
export const MAX_DEPTH = 100;

const EXCERPT = 40;
const NAMES = 6;

const INT32 = `a whole number from ${-(2 ** 31)} to ${2 ** 31 - 1}`;
const UINT32 = `a whole number from 0 to ${2 ** 32 - 1}`;
const INT64 = `a whole number from ${-(2n ** 63n)} to ${2n ** 63n - 1n}, as a number or a string`;
const UINT64 = `a whole number from 0 to ${2n ** 64n - 1n}, as a number or a string`;

const SCALARS: Record<ScalarType, string> = {
  [ScalarType.DOUBLE]: 'a number that a double can hold',
  [ScalarType.FLOAT]: 'a number that a float can hold',
  [ScalarType.INT32]: INT32,
  [ScalarType.SINT32]: INT32,
  [ScalarType.SFIXED32]: INT32,
  [ScalarType.UINT32]: UINT32,
  [ScalarType.FIXED32]: UINT32,
  [ScalarType.INT64]: INT64,
  [ScalarType.SINT64]: INT64,
  [ScalarType.SFIXED64]: INT64,
  [ScalarType.UINT64]: UINT64,
  [ScalarType.FIXED64]: UINT64,
  [ScalarType.BOOL]: 'true or false',
  [ScalarType.STRING]: 'a string of valid Unicode',
  [ScalarType.BYTES]: 'a string of base64',
};

const TEXTS = new Map([
  ['google.protobuf.Timestamp', 'a time such as "2025-01-31T23:59:59.5Z", from year 1 to 9999'],
  ['google.protobuf.Duration', 'seconds such as "1.5s", within 10000 years, nine digits behind the point at most'],
  ['google.protobuf.FieldMask', 'a string of lowerCamelCase paths with commas between them'],
]);

export const NOT_FINITE = 'NaN and infinite numbers are not accepted; leave the field out instead';

export function scalarReason(type: ScalarType, value: unknown): string {
  return `must be ${SCALARS[type]}, found ${found(value)}`;
}

export function textReason(typeName: string, value: unknown): string {
  return `must be ${TEXTS.get(typeName) ?? 'a string'}, found ${found(value)}`;
}

export function enumReason({ values }: DescEnum, value: unknown): string {
  const names = values.slice(0, NAMES).map(({ name }) => name);
  return `must be one of ${names.join(', ')}${values.length > NAMES ? ', …' : ''}, found ${found(value)}`;
}

/** A value of a datum for use in a message, cut to a length that reads well. */
export function found(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') {
    return JSON.stringify(value.length > EXCERPT ? `${value.slice(0, EXCERPT)}…` : value);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
