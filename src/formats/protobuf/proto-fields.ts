import { create } from '@bufbuild/protobuf';
import { protoCamelCase } from '@bufbuild/protobuf/reflect';
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
  MessageOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { readInlineOptions, takeFeature } from './proto-options.js';
import type { ProtoTokens } from './proto-tokens.js';

const SCALARS = new Map([
  ['double', Type.DOUBLE],
  ['float', Type.FLOAT],
  ['int32', Type.INT32],
  ['int64', Type.INT64],
  ['uint32', Type.UINT32],
  ['uint64', Type.UINT64],
  ['sint32', Type.SINT32],
  ['sint64', Type.SINT64],
  ['fixed32', Type.FIXED32],
  ['fixed64', Type.FIXED64],
  ['sfixed32', Type.SFIXED32],
  ['sfixed64', Type.SFIXED64],
  ['bool', Type.BOOL],
  ['string', Type.STRING],
  ['bytes', Type.BYTES],
]);

const NOT_AS_KEYS = [Type.DOUBLE, Type.FLOAT, Type.BYTES];

/** Reads `type name = number [options];`. A type that is no scalar stays a name, without a type, until it is looked up. */
export function readField(tokens: ProtoTokens, label: Label): FieldDescriptorProto {
  const type = tokens.dottedName("the field's type");
  const field = readNameAndNumber(tokens, label);
  setType(field, type);
  readFieldOptions(tokens, field);
  tokens.expect(';');
  return field;
}

/** Reads the name, `=` and number of a field or group. */
export function readNameAndNumber(tokens: ProtoTokens, label: Label): FieldDescriptorProto {
  const name = tokens.name("the field's name");
  tokens.expect('=');
  const number = tokens.integer("the field's number");
  return create(FieldDescriptorProtoSchema, { name, number, label, jsonName: protoCamelCase(name) });
}

/** Reads a map field, the word `map` of which has been read, into the message. */
export function readMapField(tokens: ProtoTokens, message: DescriptorProto): void {
  tokens.expect('<');
  const keyType = tokens.name('the type of the keys');
  const key = create(FieldDescriptorProtoSchema, { name: 'key', number: 1, label: Label.OPTIONAL, jsonName: 'key' });
  setType(key, keyType);
  if (key.typeName !== '' || NOT_AS_KEYS.includes(key.type)) {
    throw tokens.fault('the keys of a map must be of an integer type, bool or string');
  }
  tokens.expect(',');
  const value = create(FieldDescriptorProtoSchema, {
    name: 'value',
    number: 2,
    label: Label.OPTIONAL,
    jsonName: 'value',
  });
  setType(value, tokens.dottedName('the type of the values'));
  tokens.expect('>');
  const field = readNameAndNumber(tokens, Label.REPEATED);
  field.typeName = `${upperFirst(protoCamelCase(field.name))}Entry`;
  readFieldOptions(tokens, field);
  tokens.expect(';');
  message.field.push(field);
  message.nestedType.push(
    create(DescriptorProtoSchema, {
      name: field.typeName,
      field: [key, value],
      options: create(MessageOptionsSchema, { mapEntry: true }),
    }),
  );
}

/** Reads the options of a field: default values are of no use to data that says what it has. */
export function readFieldOptions(tokens: ProtoTokens, field: FieldDescriptorProto): void {
  readInlineOptions(tokens, (name, value) => {
    if (name === 'json_name') field.jsonName = value;
    else if (name === 'packed') (field.options ??= create(FieldOptionsSchema)).packed = value === 'true';
    else if (name.startsWith('features.')) takeFeature((field.options ??= create(FieldOptionsSchema)), name, value);
  });
}

function setType(field: FieldDescriptorProto, type: string): void {
  const scalar = SCALARS.get(type);
  if (scalar === undefined) field.typeName = type;
  else field.type = scalar;
}

function upperFirst(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
