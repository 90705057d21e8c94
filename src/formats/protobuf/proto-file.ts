import { create } from '@bufbuild/protobuf';
import {
  Edition,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { excerpt } from './invalid-schema.js';
import { MessageReader } from './proto-messages.js';
import { readOptionStatement, takeFeature } from './proto-options.js';
import { skipStatement } from './proto-ranges.js';
import { ProtoTokens } from './proto-tokens.js';

const EDITIONS = new Map([
  ['2023', Edition.EDITION_2023],
  ['2024', Edition.EDITION_2024],
]);

/**
 * Reads the text of a .proto file (https://protobuf.dev/reference/protobuf/proto3-spec/, proto2 and editions likewise), as
 * far as data depends on it: custom options, services, reserved names and default values are passed over. The types of
 * fields are names as written until `TypeNames` looks them up.
 *
 * The time it takes grows with the length of the text only. A general library's parser took 5 s for 10 000 fields and 51 s
 * for a type's name in 200 000 parts: a client's text must not be able to hold the process.
 *
 * @param name how other files import it; null for the schema itself
 */
export function readProtoFile(text: string, name: string | null): FileDescriptorProto {
  const tokens = new ProtoTokens(text, name);
  const file = create(FileDescriptorProtoSchema, { name: name ?? '' });
  readSyntax(tokens, file);
  const messages = new MessageReader(tokens);
  messages.proto3 = file.syntax === 'proto3';
  const into = { messages: file.messageType, enums: file.enumType, extensions: file.extension };
  while (!tokens.ended) {
    if (tokens.skip(';') || messages.declaration(into)) continue;
    if (tokens.skip('import')) readImport(tokens, file);
    else if (tokens.skip('package')) readPackage(tokens, file);
    else if (tokens.skip('option')) readFileOption(tokens, file);
    else if (tokens.is('service')) skipStatement(tokens);
    else throw tokens.unexpected('a declaration such as "message"');
  }
  return file;
}

function readSyntax(tokens: ProtoTokens, file: FileDescriptorProto): void {
  if (tokens.skip('syntax')) {
    tokens.expect('=');
    file.syntax = tokens.string('"proto2" or "proto3"');
    if (file.syntax !== 'proto2' && file.syntax !== 'proto3') {
      throw tokens.fault(`the syntax must be "proto2" or "proto3", found ${excerpt(file.syntax)}`);
    }
  } else if (tokens.skip('edition')) {
    tokens.expect('=');
    const name = tokens.string('an edition');
    const edition = EDITIONS.get(name);
    if (edition === undefined) {
      throw tokens.fault(`the edition must be one of ${[...EDITIONS.keys()].join(', ')}, found ${excerpt(name)}`);
    }
    file.syntax = 'editions';
    file.edition = edition;
  } else {
    file.syntax = 'proto2';
    return;
  }
  tokens.expect(';');
}

function readImport(tokens: ProtoTokens, file: FileDescriptorProto): void {
  // from edition 2024 on: what only options need
  const forOptions = tokens.skip('option');
  if (!forOptions && !tokens.skip('public')) tokens.skip('weak');
  const name = tokens.string('the path of the import');
  if (!forOptions) file.dependency.push(name);
  tokens.expect(';');
}

function readPackage(tokens: ProtoTokens, file: FileDescriptorProto): void {
  if (file.package !== '') throw tokens.fault('a second package');
  file.package = tokens.dottedName("the package's name");
  tokens.expect(';');
}

function readFileOption(tokens: ProtoTokens, file: FileDescriptorProto): void {
  readOptionStatement(tokens, (name, value) => {
    if (name.startsWith('features.')) takeFeature((file.options ??= create(FileOptionsSchema)), name, value);
  });
}
