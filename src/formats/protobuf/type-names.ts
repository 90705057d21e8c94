import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Type as Type,
  type FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { excerpt, invalidSchema } from './invalid-schema.js';

/** Longest full name of a package or type, and the most parts of it: looking a name up tries every scope around it. */
const MAX_NAME = 1024;
const MAX_PARTS = 128;

/** What types there are in a schema and in all that it imports, directly or through others, by full name. */
export class TypeNames {
  private readonly types = new Map<string, { kind: 'message' | 'enum'; file: FileDescriptorProto }>();

  /** Makes the types of a file known. */
  declare(file: FileDescriptorProto): void {
    const scope = file.package === '' ? '' : `${file.package}.`;
    for (const made of file.enumType) this.add(scope + made.name, 'enum', file);
    for (const message of file.messageType) this.declareMessage(message, scope, file);
  }

  /** Replaces the names of types in a file, as its text has them, by full names. */
  resolve(file: FileDescriptorProto): void {
    for (const field of file.extension) this.resolveField(field, file.package);
    for (const message of file.messageType) this.resolveMessage(message, file.package);
  }

  private declareMessage(message: DescriptorProto, scope: string, file: FileDescriptorProto): void {
    const name = scope + message.name;
    this.add(name, 'message', file);
    for (const made of message.enumType) this.add(`${name}.${made.name}`, 'enum', file);
    for (const nested of message.nestedType) this.declareMessage(nested, `${name}.`, file);
  }

  private add(name: string, kind: 'message' | 'enum', file: FileDescriptorProto): void {
    if (name.length > MAX_NAME || name.split('.', MAX_PARTS + 1).length > MAX_PARTS) {
      throw invalidSchema(`the name ${excerpt(name)} is longer than ${MAX_NAME} characters or ${MAX_PARTS} parts`);
    }
    const other = this.types.get(name);
    if (other?.file === file) throw invalidSchema(`${excerpt(name)} is defined twice`);
    if (other) throw invalidSchema(`${excerpt(name)} is defined in two of its files`);
    this.types.set(name, { kind, file });
  }

  private resolveMessage(message: DescriptorProto, scope: string): void {
    const name = scope === '' ? message.name : `${scope}.${message.name}`;
    for (const field of message.field) this.resolveField(field, name);
    for (const field of message.extension) this.resolveField(field, name);
    for (const nested of message.nestedType) this.resolveMessage(nested, name);
  }

  private resolveField(field: FieldDescriptorProto, scope: string): void {
    if (field.extendee !== '') field.extendee = this.fullName(field.extendee, scope, field).name;
    if (field.typeName === '') return;
    const { name, kind } = this.fullName(field.typeName, scope, field);
    field.typeName = name;
    if (kind === 'enum') field.type = Type.ENUM;
    else if (field.type !== Type.GROUP) field.type = Type.MESSAGE;
  }

  /** The innermost scope that has the name decides. */
  private fullName(
    name: string,
    scope: string,
    field: FieldDescriptorProto,
  ): { name: string; kind: 'message' | 'enum' } {
    const absolute = name.startsWith('.');
    for (let around = absolute ? '' : scope; ; around = around.slice(0, Math.max(0, around.lastIndexOf('.')))) {
      const full = absolute ? name.slice(1) : around === '' ? name : `${around}.${name}`;
      const found = this.types.get(full);
      if (found) return { name: `.${full}`, kind: found.kind };
      if (around === '') break;
    }
    const owner = scope === '' ? field.name : `${scope}.${field.name}`;
    throw invalidSchema(`the type ${excerpt(name)} of ${excerpt(owner)} is not defined here nor in an import`);
  }
}
