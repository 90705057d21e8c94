import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { excerpt, invalidSchema } from './invalid-schema.js';

/** https://protobuf.dev/programming-guides/proto3/#assigning */
const MAX_FIELD_NUMBER = 0x1fffffff;

/** Checks what would make data ambiguous or could not be written: a compiler refuses it, a registry may not. */
export function checkFile(file: FileDescriptorProto): void {
  const openEnums = file.syntax === 'proto3';
  for (const made of file.enumType) checkEnum(made, openEnums);
  for (const field of file.extension) checkNumber(field, 'an extension');
  for (const message of file.messageType) checkMessage(message, openEnums);
}

function checkMessage(message: DescriptorProto, openEnums: boolean): void {
  const numbers = new Set<number>();
  const names = new Set<string>();
  for (const field of message.field) {
    checkNumber(field, message.name);
    if (numbers.has(field.number)) {
      throw invalidSchema(`two fields of message ${excerpt(message.name)} have the number ${field.number}`);
    }
    numbers.add(field.number);
    if (names.has(field.name)) {
      throw invalidSchema(`message ${excerpt(message.name)} has two fields ${excerpt(field.name)}`);
    }
    names.add(field.name);
  }
  for (const field of message.extension) checkNumber(field, message.name);
  for (const made of message.enumType) checkEnum(made, openEnums);
  for (const nested of message.nestedType) checkMessage(nested, openEnums);
}

function checkNumber({ name, number }: FieldDescriptorProto, owner: string): void {
  if (number >= 1 && number <= MAX_FIELD_NUMBER) return;
  throw invalidSchema(
    `the number of field ${excerpt(name)} of ${excerpt(owner)} must be from 1 to ${MAX_FIELD_NUMBER}, found ${number}`,
  );
}

function checkEnum(made: EnumDescriptorProto, open: boolean): void {
  const first = made.value[0];
  if (first === undefined) throw invalidSchema(`enum ${excerpt(made.name)} has no values`);
  if (open && first.number !== 0) {
    throw invalidSchema(`the first value of enum ${excerpt(made.name)} must be 0, found ${first.number}`);
  }
  const numbers = new Set<number>();
  const names = new Set<string>();
  for (const { name, number } of made.value) {
    if (number !== (number | 0)) {
      throw invalidSchema(`the number of ${excerpt(name)} in enum ${excerpt(made.name)} does not fit 32 bits`);
    }
    if (names.has(name)) throw invalidSchema(`enum ${excerpt(made.name)} has two values ${excerpt(name)}`);
    if (numbers.has(number) && made.options?.allowAlias !== true) {
      throw invalidSchema(`two values of enum ${excerpt(made.name)} are ${number}, and allow_alias is not set`);
    }
    names.add(name);
    numbers.add(number);
  }
}
