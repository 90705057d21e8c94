/** The kinds of JSON values; a number, so that a union can look its branches up by it. */
export const JsonKind = { null: 0, boolean: 1, number: 2, string: 3, array: 4, object: 5 } as const;
export type JsonKind = (typeof JsonKind)[keyof typeof JsonKind];

export const JSON_KINDS = 6;

/** The kind of a value by its first byte. What begins like nothing else is a number. */
const KIND_OF = new Uint8Array(256).fill(JsonKind.number);
KIND_OF[0x6e] = JsonKind.null;
KIND_OF[0x74] = JsonKind.boolean;
KIND_OF[0x66] = JsonKind.boolean;
KIND_OF[0x22] = JsonKind.string;
KIND_OF[0x5b] = JsonKind.array;
KIND_OF[0x7b] = JsonKind.object;

export function kindOf(firstByte: number): number {
  return KIND_OF[firstByte]!;
}
