import { create } from '@bufbuild/protobuf';
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  type EnumDescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  MessageOptionsSchema,
  OneofDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { readEnum } from './proto-enum.js';
import { readField, readFieldOptions, readMapField, readNameAndNumber } from './proto-fields.js';
import { readOptionStatement, takeFeature } from './proto-options.js';
import { skipStatement } from './proto-ranges.js';
import type { ProtoTokens } from './proto-tokens.js';

/** Messages nested in the text deeper than this are refused. */
const MAX_DEPTH = 64;

const LABELS = new Map([
  ['optional', Label.OPTIONAL],
  ['required', Label.REQUIRED],
  ['repeated', Label.REPEATED],
]);

/** Where declarations go: a file or a message. */
export interface Declarations {
  messages: DescriptorProto[];
  enums: EnumDescriptorProto[];
  extensions: FieldDescriptorProto[];
}

/** Reads messages and what is in them. */
export class MessageReader {
  private depth = 0;
  /** `optional` means that it is known whether the field was set. */
  proto3 = false;

  constructor(private readonly tokens: ProtoTokens) {}

  /** Reads a message, an enum or an extension if one begins here. */
  declaration(into: Declarations): boolean {
    const { tokens } = this;
    // from edition 2024 on they say who may import them
    if (tokens.skip('export') || tokens.skip('local')) {
      if (!tokens.is('message') && !tokens.is('enum')) throw tokens.unexpected('"message" or "enum"');
    }
    if (tokens.skip('message')) into.messages.push(this.message(tokens.name("the message's name")));
    else if (tokens.skip('enum')) into.enums.push(readEnum(tokens));
    else if (tokens.skip('extend')) this.extend(into);
    else return false;
    return true;
  }

  private message(name: string): DescriptorProto {
    const { tokens } = this;
    if (++this.depth > MAX_DEPTH) throw tokens.fault(`messages are nested more than ${MAX_DEPTH} deep`);
    const message = create(DescriptorProtoSchema, { name });
    const into = { messages: message.nestedType, enums: message.enumType, extensions: message.extension };
    tokens.expect('{');
    while (!tokens.skip('}')) this.member(message, into);
    this.depth--;
    return message;
  }

  private member(message: DescriptorProto, into: Declarations): void {
    const { tokens } = this;
    if (tokens.skip(';') || this.declaration(into)) return;
    if (tokens.is('reserved') || tokens.is('extensions')) return skipStatement(tokens);
    if (tokens.skip('option')) return this.option(message);
    if (tokens.skip('oneof')) return this.oneof(message, into);
    if (tokens.is('map')) return this.map(message);
    if (tokens.ended) throw tokens.unexpected('a field or "}"');
    message.field.push(this.field(into));
  }

  /** A field with or without a label: proto2 wants one, which registries do not insist on. */
  private field(into: Declarations): FieldDescriptorProto {
    const { tokens } = this;
    const label = LABELS.get(tokens.text);
    if (label !== undefined) tokens.take();
    if (tokens.skip('group')) return this.group(label ?? Label.OPTIONAL, into);
    const field = readField(tokens, label ?? Label.OPTIONAL);
    if (this.proto3 && label === Label.OPTIONAL) field.proto3Optional = true;
    return field;
  }

  /** A field and its message in one; named like the message, in small letters. */
  private group(label: Label, into: Declarations): FieldDescriptorProto {
    const { tokens } = this;
    const field = readNameAndNumber(tokens, label);
    field.type = Type.GROUP;
    field.typeName = field.name;
    field.name = field.jsonName = field.name.toLowerCase();
    readFieldOptions(tokens, field);
    into.messages.push(this.message(field.typeName));
    return field;
  }

  private map(message: DescriptorProto): void {
    const { tokens } = this;
    tokens.take();
    readMapField(tokens, message);
  }

  private oneof(message: DescriptorProto, into: Declarations): void {
    const { tokens } = this;
    const oneofIndex = message.oneofDecl.length;
    message.oneofDecl.push(create(OneofDescriptorProtoSchema, { name: tokens.name("the oneof's name") }));
    tokens.expect('{');
    while (!tokens.skip('}')) {
      if (tokens.skip(';')) continue;
      if (tokens.skip('option')) {
        readOptionStatement(tokens, () => undefined);
        continue;
      }
      if (LABELS.has(tokens.text) || tokens.is('map'))
        throw tokens.fault('a oneof holds single fields, without a label');
      const field = this.field(into);
      field.oneofIndex = oneofIndex;
      message.field.push(field);
    }
  }

  private extend(into: Declarations): void {
    const { tokens } = this;
    const extendee = tokens.dottedName('the name of the message to extend');
    tokens.expect('{');
    while (!tokens.skip('}')) {
      if (tokens.skip(';')) continue;
      if (tokens.ended) throw tokens.unexpected('a field or "}"');
      const field = this.field(into);
      field.extendee = extendee;
      field.proto3Optional = false;
      into.extensions.push(field);
    }
  }

  private option(message: DescriptorProto): void {
    readOptionStatement(this.tokens, (name, value) => {
      if (name.startsWith('features.')) takeFeature((message.options ??= create(MessageOptionsSchema)), name, value);
    });
  }
}
