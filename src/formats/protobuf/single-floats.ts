import { type Registry, ScalarType } from '@bufbuild/protobuf';
import type { DatumVisitor } from './datum-walk.js';

/** So many digits and no fewer come back from a float as they were; floats below the smallest normal one have less. */
const ALWAYS_EXACT = 6;
const SMALLEST_NORMAL = 2 ** -126;

/** Whether a message of these may have a `float` in it, itself or in an `Any`. */
export function haveFloats(types: Registry): boolean {
  for (const type of types) {
    if (type.kind !== 'message') continue;
    if (type.typeName === 'google.protobuf.Any') return true;
    if (type.fields.some(({ scalar }) => scalar === ScalarType.FLOAT)) return true;
  }
  return false;
}

/** In what was decoded, writes a `float` with the digits that tell it from its neighbours, as Java does: 0.1, not 0.10000000149011612. */
export const SHORT_FLOATS: DatumVisitor = {
  lenient: true,
  scalar(type, holder, key) {
    const value = holder[key];
    if (type === ScalarType.FLOAT && typeof value === 'number') holder[key] = shortest(value);
    return null;
  },
  enumeration: () => null,
  text: () => null,
  free: () => null,
};

/** The shortest decimal that a float takes for this one. */
function shortest(value: number): number {
  if (value === Math.trunc(value) && Math.abs(value) <= 0x1000000) return value;
  for (let digits = Math.abs(value) < SMALLEST_NORMAL ? 1 : ALWAYS_EXACT; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}
