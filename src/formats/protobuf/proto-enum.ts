import { create } from '@bufbuild/protobuf';
import {
  type EnumDescriptorProto,
  EnumDescriptorProtoSchema,
  EnumOptionsSchema,
  EnumValueDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { readInlineOptions, readOptionStatement, takeFeature } from './proto-options.js';
import { skipStatement } from './proto-ranges.js';
import type { ProtoTokens } from './proto-tokens.js';

/** Reads an enum, the word `enum` of which has been read. */
export function readEnum(tokens: ProtoTokens): EnumDescriptorProto {
  const made = create(EnumDescriptorProtoSchema, { name: tokens.name("the enum's name") });
  tokens.expect('{');
  while (!tokens.skip('}')) {
    if (tokens.skip(';')) continue;
    const name = tokens.name('a value of the enum or "}"');
    if (name === 'option' && !tokens.is('=')) readEnumOption(tokens, made);
    else if (name === 'reserved' && !tokens.is('=')) skipStatement(tokens);
    else {
      tokens.expect('=');
      const number = tokens.integer("the value's number");
      readInlineOptions(tokens, () => undefined);
      tokens.expect(';');
      made.value.push(create(EnumValueDescriptorProtoSchema, { name, number }));
    }
  }
  return made;
}

function readEnumOption(tokens: ProtoTokens, made: EnumDescriptorProto): void {
  readOptionStatement(tokens, (name, value) => {
    if (name !== 'allow_alias' && !name.startsWith('features.')) return;
    const options = (made.options ??= create(EnumOptionsSchema));
    if (name === 'allow_alias') options.allowAlias = value === 'true';
    else takeFeature(options, name, value);
  });
}
