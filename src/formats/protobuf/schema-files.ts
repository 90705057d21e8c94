import { create, createFileRegistry, type DescFile, type FileRegistry } from '@bufbuild/protobuf';
import { type FileDescriptorProto, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import type { CompleteSchema } from '../../schema-registry/schema.js';
import { bundledFile, wellKnownFile } from './bundled-files.js';
import { excerpt, invalidSchema } from './invalid-schema.js';
import { readProtoFile } from './proto-file.js';
import { checkFile } from './schema-checks.js';
import { readSerializedFile } from './serialized-file.js';
import { TypeNames } from './type-names.js';

/** Longest chain of files that import each other. */
const MAX_CHAIN = 100;

/** A schema's own file and the types of all its files. */
export interface SchemaFiles {
  file: DescFile;
  types: FileRegistry;
}

/** Reads a schema and what it imports. Nothing is fetched and no file is read. Throws `schema-invalid`. */
export function readSchemaFiles(schema: CompleteSchema): SchemaFiles {
  const files = new Imports(schema).all();
  const types = new TypeNames();
  for (const file of files) types.declare(file);
  for (const file of files) {
    if (wellKnownFile(file.name) === file) continue;
    checkFile(file);
    types.resolve(file);
  }
  const registry = registryOf(files);
  const file = registry.getFile('');
  if (!file) throw invalidSchema('it cannot be used');
  return { file, types: registry };
}

function registryOf(files: readonly FileDescriptorProto[]): FileRegistry {
  try {
    return createFileRegistry(create(FileDescriptorSetSchema, { file: [...files] }));
  } catch (cause) {
    throw invalidSchema('its declarations do not fit together', cause);
  }
}

class Imports {
  private readonly texts = new Map<string, string>();
  private readonly done = new Map<string, FileDescriptorProto>();
  private readonly open = new Set<string>();

  constructor(private readonly schema: CompleteSchema) {
    for (const { name, text } of schema.referenced) this.texts.set(name, text);
  }

  /** All files, imported ones before those that import them. */
  all(): FileDescriptorProto[] {
    const { text } = this.schema;
    this.withImports('', readSerializedFile(text, null) ?? readProtoFile(text, null));
    return [...this.done.values()];
  }

  private withImports(path: string, file: FileDescriptorProto): void {
    if (this.open.size >= MAX_CHAIN) throw invalidSchema(`its imports go more than ${MAX_CHAIN} files deep`);
    this.open.add(path);
    if (wellKnownFile(path) !== file) file.dependency = [...new Set(file.dependency)];
    for (const name of file.dependency) {
      if (this.open.has(name)) throw invalidSchema(`its imports go in a circle at ${excerpt(name)}`);
      if (!this.done.has(name)) this.withImports(name, this.file(name));
    }
    this.open.delete(path);
    this.done.set(path, file);
  }

  private file(name: string): FileDescriptorProto {
    const known = wellKnownFile(name);
    if (known) return known;
    const text = this.texts.get(name);
    if (text !== undefined) return readSerializedFile(text, name) ?? readProtoFile(text, name);
    const bundled = bundledFile(name);
    if (bundled) return bundled;
    throw invalidSchema(`the import ${excerpt(name)} is not among the references of the schema`);
  }
}
