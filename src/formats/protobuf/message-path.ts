import type { DescFile, DescMessage } from '@bufbuild/protobuf';
import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';

// https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
// The path to a message among those of its file: how many numbers, then the numbers, each as a zig-zag varint; `[0]`,
// the first message of the file, is the one byte 0.

/** The message index of the first message of a file. */
export const FIRST_MESSAGE = 0;

/** Messages cannot be nested deeper. */
const MAX_PATH = 128;

/** A message with those declared in it, as indexes count them: map entries and groups are none. */
export interface IndexedMessage {
  message: DescMessage;
  nested: readonly IndexedMessage[];
}

export function indexedMessages(file: DescFile): IndexedMessage[] {
  return file.messages.map(indexed);
}

function indexed(message: DescMessage): IndexedMessage {
  const groups = new Set(message.proto.field.filter(({ type }) => type === Type.GROUP).map(({ typeName }) => typeName));
  const nested = message.nestedMessages.filter(({ typeName }) => !groups.has(`.${typeName}`));
  return { message, nested: nested.map(indexed) };
}

/** Reads message indexes. One reader serves one datum at a time. */
export class MessageIndexReader {
  /** Behind the index that was read last. */
  end = 0;

  /** The message that the index at `bytes[start..end)` leads to; null when it leads nowhere or is none. */
  read(messages: readonly IndexedMessage[], bytes: Buffer, start: number, end: number): DescMessage | null {
    this.end = start;
    const length = this.varint(bytes, end);
    if (length === 0) return messages[0]?.message ?? null;
    if (length < 0 || length > MAX_PATH) return null;
    let found: DescMessage | null = null;
    let among = messages;
    for (let i = 0; i < length; i++) {
      const index = this.varint(bytes, end);
      const next = index < 0 ? undefined : among[index];
      if (next === undefined) return null;
      found = next.message;
      among = next.nested;
    }
    return found;
  }

  /** A whole number from 0 on; -1 for anything else. */
  private varint(bytes: Buffer, end: number): number {
    let zigzag = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (this.end >= end) return -1;
      const byte = bytes[this.end++]!;
      zigzag |= (byte & 0x7f) << shift;
      if (byte < 0x80) return zigzag & 1 ? -1 : zigzag >> 1;
    }
    return -1;
  }
}
