import { ArrayNode } from './array-node.js';
import { checkName, definedName, namespaceOf, qualified } from './avro-name.js';
import type { AvroNode } from './avro-node.js';
import { BytesNode, FixedNode } from './bytes-nodes.js';
import { EnumNode } from './enum-node.js';
import { excerpt } from './fault-words.js';
import { FieldDefaults } from './field-defaults.js';
import { FloatingNode } from './floating-node.js';
import { IntegerNode } from './integer-node.js';
import { MapNode } from './map-node.js';
import { RecordField } from './record-field.js';
import { RecordNode } from './record-node.js';
import { invalidSchema } from './schema-fault.js';
import { parseSchemaText } from './schema-text.js';
import { BooleanNode, NullNode } from './simple-nodes.js';
import { StringNode } from './string-node.js';
import { UnionNode } from './union-node.js';

const PRIMITIVES: ReadonlyMap<string, AvroNode> = new Map<string, AvroNode>(
  [
    new NullNode(),
    new BooleanNode(),
    new IntegerNode('int'),
    new IntegerNode('long'),
    new FloatingNode('float'),
    new FloatingNode('double'),
    new BytesNode(),
    new StringNode(),
  ].map((node) => [node.tag, node]),
);

const MAX_FIXED = 2 ** 31 - 1;

/** A definition in a schema: a JSON object. */
type Definition = Readonly<Record<string, unknown>>;

/**
 * Makes nodes of the texts of a schema and those that it refers to. Attributes that do not change the encoding (`doc`,
 * `aliases`, `order`, `logicalType` with all that belongs to it, unknown ones) are passed over, as the specification asks.
 */
export class SchemaCompiler {
  private readonly named = new Map<string, AvroNode>();
  private readonly defaults = new FieldDefaults();

  /** Takes up the names that a schema defines to which others refer by `name`. */
  refer(name: string, text: string): void {
    const where = `referenced schema "${excerpt(name)}"`;
    this.node(parseSchemaText(text, where), '', where);
  }

  compile(text: string): AvroNode {
    const node = this.node(parseSchemaText(text, ''), '', '');
    this.defaults.resolve();
    return node;
  }

  /** The full name of a record, enum or fixed; null for other nodes. */
  nameOf(node: AvroNode): string | null {
    return this.named.get(node.tag) === node ? node.tag : null;
  }

  private node(schema: unknown, namespace: string, where: string): AvroNode {
    if (typeof schema === 'string') return this.reference(schema, namespace, where);
    if (Array.isArray(schema)) return this.union(schema, namespace, where);
    if (typeof schema === 'object' && schema !== null) return this.definition(schema as Definition, namespace, where);
    const hint = schema === null ? ' (did you mean "null"?)' : '';
    throw invalidSchema(
      where,
      schema === undefined ? 'the type is missing' : `${excerpt(JSON.stringify(schema))} is no type${hint}`,
    );
  }

  private reference(name: string, namespace: string, where: string): AvroNode {
    // as in Avro's own parser, a name unknown in its namespace may be one without
    const node = PRIMITIVES.get(name) ?? this.named.get(qualified(name, namespace)) ?? this.named.get(name);
    if (node) return node;
    throw invalidSchema(where, `unknown type "${excerpt(name)}": a type has to be defined before it is used`);
  }

  private definition(schema: Definition, namespace: string, where: string): AvroNode {
    const { type } = schema;
    switch (type) {
      case 'record':
      case 'error':
        return this.record(schema, namespace, where);
      case 'enum':
        return this.enumeration(schema, namespace, where);
      case 'fixed':
        return this.fixed(schema, namespace, where);
      case 'array':
        return new ArrayNode(this.node(schema.items, namespace, within(where, 'items of an array')));
      case 'map':
        return new MapNode(this.node(schema.values, namespace, within(where, 'values of a map')));
    }
    if (typeof type === 'string') return this.reference(type, namespace, where);
    throw invalidSchema(
      where,
      type === undefined ? 'an object without "type"' : '"type" has to be the name of a type here',
    );
  }

  private record(schema: Definition, namespace: string, where: string): AvroNode {
    const name = this.newName(schema, namespace, 'a record', where);
    const node = new RecordNode(name);
    this.named.set(name, node);
    const inside = within(where, `record ${name}`);
    if (!Array.isArray(schema.fields)) throw invalidSchema(inside, '"fields" is missing or no array');
    const names = new Set<string>();
    const fields = schema.fields.map((item: unknown): RecordField => {
      if (typeof item !== 'object' || item === null) throw invalidSchema(inside, 'a field that is no object');
      const { name: fieldName, type, default: value } = item as Definition;
      const own = checkName(fieldName, 'a field', inside);
      const fieldPlace = `${inside}, field "${excerpt(own)}"`;
      if (names.size === names.add(own).size) throw invalidSchema(fieldPlace, 'defined twice');
      const fieldNode = this.node(type, namespaceOf(name), fieldPlace);
      const field = new RecordField(
        own,
        fieldNode,
        value === undefined ? null : JSON.stringify(value),
        names.size === 1,
      );
      if (value !== undefined) this.defaults.add(field, fieldPlace);
      return field;
    });
    node.complete(fields);
    return node;
  }

  private enumeration(schema: Definition, namespace: string, where: string): AvroNode {
    const name = this.newName(schema, namespace, 'an enum', where);
    const inside = within(where, `enum ${name}`);
    if (!Array.isArray(schema.symbols) || schema.symbols.length === 0) {
      throw invalidSchema(inside, '"symbols" is missing or no array of symbols');
    }
    const symbols = new Set<string>();
    for (const item of schema.symbols) {
      const symbol = checkName(item, 'a symbol', inside);
      if (symbols.size === symbols.add(symbol).size) {
        throw invalidSchema(inside, `symbol "${excerpt(symbol)}" is there twice`);
      }
    }
    if (schema.default !== undefined && !symbols.has(schema.default as string)) {
      throw invalidSchema(inside, 'the default is none of the symbols');
    }
    return this.define(name, new EnumNode(name, [...symbols]));
  }

  private fixed(schema: Definition, namespace: string, where: string): AvroNode {
    const name = this.newName(schema, namespace, 'a fixed', where);
    const { size } = schema;
    if (typeof size === 'number' && Number.isInteger(size) && size >= 0 && size <= MAX_FIXED) {
      return this.define(name, new FixedNode(name, size));
    }
    throw invalidSchema(
      within(where, `fixed ${name}`),
      `"size" is missing or not a whole number from 0 to ${MAX_FIXED}`,
    );
  }

  private union(schemas: readonly unknown[], namespace: string, where: string): AvroNode {
    if (schemas.length === 0) throw invalidSchema(where, 'a union of no types');
    const tags = new Set<string>();
    const branches = schemas.map((schema) => {
      if (Array.isArray(schema)) throw invalidSchema(where, 'a union directly in a union');
      const branch = this.node(schema, namespace, where);
      if (tags.size === tags.add(branch.tag).size)
        throw invalidSchema(where, `a union with two of ${excerpt(branch.tag)}`);
      return branch;
    });
    return new UnionNode(branches);
  }

  private define(name: string, node: AvroNode): AvroNode {
    this.named.set(name, node);
    return node;
  }

  /** The full name of a type that is defined here, which must be new. */
  private newName({ name, namespace: own }: Definition, namespace: string, what: string, where: string): string {
    const full = definedName(name, own, namespace, what, where);
    if (PRIMITIVES.has(full)) throw invalidSchema(where, `"${full}" is the name of a type of Avro itself`);
    if (this.named.has(full)) throw invalidSchema(where, `the name "${excerpt(full)}" is defined twice`);
    return full;
  }
}

function within(where: string, place: string): string {
  return where === '' ? place : `${where}, ${place}`;
}
