/** Kinds of schemas, in the words of the registry's own API. */
export type SchemaType = 'AVRO' | 'JSON' | 'PROTOBUF';

/** What a schema says of another that it uses: `name` is how its text calls it (an Avro full name, a `$ref`, an import path). */
export interface SchemaReference {
  name: string;
  subject: string;
  version: number;
}

/** A schema as the registry keeps it. */
export interface Schema {
  type: SchemaType;
  text: string;
  references: readonly SchemaReference[];
}

/** The text of a schema that another refers to by `name`. */
export interface ReferencedSchema {
  name: string;
  text: string;
}

/** A schema with the texts of all that it refers to, directly or through others: what is referred to comes first. */
export interface CompleteSchema {
  type: SchemaType;
  text: string;
  referenced: readonly ReferencedSchema[];
}
