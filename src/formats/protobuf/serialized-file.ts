import { fromBinary } from '@bufbuild/protobuf';
import { protoCamelCase } from '@bufbuild/protobuf/reflect';
import { type DescriptorProto, type FileDescriptorProto, FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { invalidSchema } from './invalid-schema.js';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * A schema may be a serialized `FileDescriptorProto` in base64 instead of text: Confluent's clients for Python and Go
 * register it so. No .proto file is base64, it has a space or a semicolon.
 *
 * @param name how other files import it; null for the schema itself
 * @returns null when the text is no base64
 */
export function readSerializedFile(text: string, name: string | null): FileDescriptorProto | null {
  const trimmed = text.trim();
  if (!BASE64.test(trimmed)) return null;
  try {
    const file = fromBinary(FileDescriptorProtoSchema, Buffer.from(trimmed, 'base64'));
    file.name = name ?? '';
    file.messageType.forEach(nameForJson);
    return file;
  } catch (cause) {
    throw invalidSchema('it is neither the text of a .proto file nor a serialized file descriptor in base64', cause);
  }
}

/** The names in JSON are often left out because they follow from the others. */
function nameForJson(message: DescriptorProto): void {
  for (const field of message.field) if (field.jsonName === '') field.jsonName = protoCamelCase(field.name);
  message.nestedType.forEach(nameForJson);
}
