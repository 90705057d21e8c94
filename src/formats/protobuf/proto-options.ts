import { create } from '@bufbuild/protobuf';
import {
  FeatureSet_EnumType,
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FeatureSet_RepeatedFieldEncoding,
  FeatureSet_Utf8Validation,
  FeatureSetSchema,
  type FeatureSet,
} from '@bufbuild/protobuf/wkt';
import type { ProtoTokens } from './proto-tokens.js';

/** Takes an option's name and its value: a number or name as written, a string's content, a member of `{…}` as `name.member`. */
export type TakeOption = (name: string, value: string) => void;

/** Reads `name = value`. Of a value in braces only plain members of the outermost ones are given on: no more is ever needed. */
export function readOption(tokens: ProtoTokens, take: TakeOption): void {
  const name = optionName(tokens);
  tokens.expect('=');
  if (tokens.is('{')) return readAggregate(tokens, name, take);
  if (tokens.isString) return take(name, tokens.string('a string'));
  if (!tokens.skip('-')) tokens.skip('+');
  tokens.skip('.');
  if (!/^\w/.test(tokens.text)) throw tokens.unexpected("the option's value");
  take(name, tokens.take());
}

/** Reads `option name = value;`, the first word of which has been read. */
export function readOptionStatement(tokens: ProtoTokens, take: TakeOption): void {
  readOption(tokens, take);
  tokens.expect(';');
}

/** Reads `[name = value, …]` if it is there. */
export function readInlineOptions(tokens: ProtoTokens, take: TakeOption): void {
  if (!tokens.skip('[')) return;
  do readOption(tokens, take);
  while (tokens.skip(','));
  tokens.expect(']');
}

/** What `features.…` of an edition sets: only those that the bytes or the JSON form depend on. */
export function takeFeature(options: { features?: FeatureSet }, name: string, value: string): void {
  if (!name.startsWith('features.')) return;
  const features = (options.features ??= create(FeatureSetSchema));
  switch (name.slice('features.'.length)) {
    case 'field_presence':
      features.fieldPresence = numberOf(FeatureSet_FieldPresence, value);
      break;
    case 'enum_type':
      features.enumType = numberOf(FeatureSet_EnumType, value);
      break;
    case 'repeated_field_encoding':
      features.repeatedFieldEncoding = numberOf(FeatureSet_RepeatedFieldEncoding, value);
      break;
    case 'message_encoding':
      features.messageEncoding = numberOf(FeatureSet_MessageEncoding, value);
      break;
    case 'utf8_validation':
      features.utf8Validation = numberOf(FeatureSet_Utf8Validation, value);
      break;
  }
}

/** An unknown value counts as not set. */
function numberOf(values: Record<string, unknown>, name: string): number {
  const value = Object.hasOwn(values, name) ? values[name] : 0;
  return typeof value === 'number' ? value : 0;
}

function optionName(tokens: ProtoTokens): string {
  const parts: string[] = [];
  do {
    if (tokens.skip('(')) {
      parts.push(`(${tokens.dottedName("the option's name")})`);
      tokens.expect(')');
    } else parts.push(tokens.name("the option's name"));
  } while (tokens.skip('.'));
  return parts.join('.');
}

/** Counts braces instead of calling itself: they may nest as deep as the text is long. */
function readAggregate(tokens: ProtoTokens, name: string, take: TakeOption): void {
  let depth = 0;
  do {
    if (tokens.ended) throw tokens.unexpected('"}"');
    if (tokens.is('{')) depth++;
    else if (tokens.is('}')) depth--;
    else if (depth === 1 && tokens.isName) {
      const member = tokens.take();
      if (tokens.skip(':') && tokens.isName) take(`${name}.${member}`, tokens.take());
      continue;
    }
    tokens.take();
  } while (depth > 0);
}
