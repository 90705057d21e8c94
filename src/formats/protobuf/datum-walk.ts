import {
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescMessage,
  type Registry,
  ScalarType,
} from '@bufbuild/protobuf';
import { FieldDescriptorProto_Label, isWrapperDesc } from '@bufbuild/protobuf/wkt';
import type { DatumFault } from '../schema-codec.js';
import { found, MAX_DEPTH } from './datum-words.js';

/** An object or array of a parsed JSON text. */
export type Holder = Record<string | number, unknown>;

/** Looks at the values of a datum that hold no others. Each method returns what is wrong, null for nothing. */
export interface DatumVisitor {
  scalar(type: ScalarType, holder: Holder, key: string | number): string | null;
  enumeration(desc: DescEnum, holder: Holder, key: string | number): string | null;
  /** A message that JSON writes as a string: `Timestamp`, `Duration`, `FieldMask`. */
  text(desc: DescMessage, holder: Holder, key: string | number): string | null;
  /** A number in a `Value`, where any JSON may be. */
  free(holder: Holder, key: string | number): string | null;
  /** Whether members that no field has, and values that are no objects or arrays where one must be, are passed over. */
  readonly lenient: boolean;
}

/**
 * Walks over a datum, as parsed from JSON, along its schema in the order of the text, up to the first fault. It knows of
 * well-known types and of what is in an `Any`, and keeps the path to where it is.
 */
export class DatumWalk {
  private readonly path: (string | number)[] = [];
  private depth = 0;

  constructor(
    private readonly types: Registry,
    private readonly visitor: DatumVisitor,
  ) {}

  /** @param holder has the datum under `key`, and where the visitor may put another in its place */
  run(desc: DescMessage, holder: Holder, key: string | number): DatumFault | null {
    return this.message(desc, holder, key);
  }

  private message(desc: DescMessage, holder: Holder, key: string | number): DatumFault | null {
    if (++this.depth > MAX_DEPTH) return this.fault(`nested more than ${MAX_DEPTH} messages deep`);
    const fault = desc.typeName.startsWith('google.protobuf.')
      ? this.wellKnown(desc, holder, key)
      : this.members(desc, holder[key]);
    this.depth--;
    return fault;
  }

  private wellKnown(desc: DescMessage, holder: Holder, key: string | number): DatumFault | null {
    switch (desc.typeName) {
      case 'google.protobuf.Any':
        return this.any(holder[key]);
      case 'google.protobuf.Timestamp':
      case 'google.protobuf.Duration':
      case 'google.protobuf.FieldMask':
        return this.reason(this.visitor.text(desc, holder, key));
      case 'google.protobuf.Struct':
        return isObject(holder[key]) ? this.free(holder, key) : this.mismatch('an object', holder[key]);
      case 'google.protobuf.ListValue':
        return Array.isArray(holder[key]) ? this.free(holder, key) : this.mismatch('an array', holder[key]);
      case 'google.protobuf.Value':
        return this.free(holder, key);
    }
    if (!isWrapperDesc(desc)) return this.members(desc, holder[key]);
    return this.reason(this.visitor.scalar(desc.fields[0].scalar, holder, key));
  }

  private members(desc: DescMessage, value: unknown, except?: string): DatumFault | null {
    if (!isObject(value)) return this.mismatch(`an object (message ${desc.typeName})`, value);
    const fields = fieldsOf(desc);
    const given = new Map<object, string>();
    for (const name of Object.keys(value)) {
      if (name === except) continue;
      const field = fields.get(name) ?? this.extension(desc, name);
      this.path.push(name);
      const fault = field ? this.member(field, value, name, given) : this.unknown(desc);
      if (fault) return fault;
      this.path.pop();
    }
    return this.visitor.lenient ? null : this.missing(desc, given);
  }

  private member(
    field: DescField | DescExtension,
    holder: Holder,
    name: string,
    given: Map<object, string>,
  ): DatumFault | null {
    const value = holder[name];
    const twice = given.get(field);
    if (twice !== undefined) return this.fault(`given twice, as ${twice} too`);
    if (value !== null || isNullable(field)) {
      given.set(field, name);
      const other = field.oneof && given.get(field.oneof);
      if (other !== undefined) return this.fault(`given beside ${other}: one of the two only can be`);
      if (field.oneof) given.set(field.oneof, name);
    } else return null;
    if (field.fieldKind === 'list') return this.items(field, value);
    if (field.fieldKind === 'map') return this.entries(field, value);
    return this.single(field, holder, name);
  }

  private items(field: DescField | DescExtension, value: unknown): DatumFault | null {
    if (!Array.isArray(value)) return this.mismatch('an array', value);
    const items = value as unknown as Holder;
    for (let i = 0; i < value.length; i++) {
      this.path.push(i);
      const fault = this.single(field, items, i);
      if (fault) return fault;
      this.path.pop();
    }
    return null;
  }

  private entries(field: DescField & { fieldKind: 'map' }, value: unknown): DatumFault | null {
    if (!isObject(value)) return this.mismatch('an object (a map)', value);
    for (const key of Object.keys(value)) {
      this.path.push(key);
      const keys: Holder = { key: field.mapKey === ScalarType.BOOL ? boolean(key) : key };
      const wrong = this.visitor.lenient ? null : this.visitor.scalar(field.mapKey, keys, 'key');
      const fault = wrong === null ? this.single(field, value, key) : this.fault(`the key ${wrong}`);
      if (fault) return fault;
      this.path.pop();
    }
    return null;
  }

  private single(field: DescField | DescExtension, holder: Holder, key: string | number): DatumFault | null {
    if (field.message) return this.message(field.message, holder, key);
    if (field.enum) return this.reason(this.visitor.enumeration(field.enum, holder, key));
    return field.scalar === undefined ? null : this.reason(this.visitor.scalar(field.scalar, holder, key));
  }

  private any(value: unknown): DatumFault | null {
    if (!isObject(value)) return this.mismatch('an object with "@type"', value);
    const url = value['@type'];
    if (url === undefined && Object.keys(value).length === 0) return null;
    if (typeof url !== 'string') return this.mismatch('an object with "@type"', value);
    const desc = this.types.getMessage(url.slice(url.lastIndexOf('/') + 1));
    if (!desc) return this.mismatch('of a type of the schema or a well-known one ("@type")', url);
    if (desc.typeName.startsWith('google.protobuf.') && Object.hasOwn(value, 'value')) {
      this.path.push('value');
      const fault = this.message(desc, value, 'value');
      if (!fault) this.path.pop();
      return fault;
    }
    return this.members(desc, value, '@type');
  }

  /** Any JSON: numbers in it are looked at. */
  private free(holder: Holder, key: string | number): DatumFault | null {
    const value = holder[key];
    if (typeof value !== 'object' || value === null) return this.reason(this.visitor.free(holder, key));
    if (++this.depth > MAX_DEPTH) return this.fault(`nested more than ${MAX_DEPTH} deep`);
    const inside = value as Holder;
    for (const name of Object.keys(value)) {
      const step = Array.isArray(value) ? Number(name) : name;
      this.path.push(step);
      const fault = this.free(inside, step);
      if (fault) return fault;
      this.path.pop();
    }
    this.depth--;
    return null;
  }

  private extension(desc: DescMessage, name: string): DescExtension | undefined {
    const found = /^\[.*\]$/.test(name) ? this.types.getExtension(name.slice(1, -1)) : undefined;
    return found?.extendee.typeName === desc.typeName ? found : undefined;
  }

  private unknown(desc: DescMessage): DatumFault | null {
    if (this.visitor.lenient) return null;
    const names = desc.fields.slice(0, 8).map(({ name }) => name);
    const some = names.length === 0 ? 'no fields' : `${names.join(', ')}${desc.fields.length > 8 ? ', …' : ''}`;
    return this.fault(`unknown field; message ${desc.typeName} has ${some}`);
  }

  private missing(desc: DescMessage, given: ReadonlyMap<object, string>): DatumFault | null {
    const field = desc.fields.find((one) => one.proto.label === FieldDescriptorProto_Label.REQUIRED && !given.has(one));
    if (!field) return null;
    this.path.push(field.name);
    return this.fault('required, but missing');
  }

  private mismatch(wanted: string, value: unknown): DatumFault | null {
    return this.visitor.lenient ? null : this.fault(`must be ${wanted}, found ${found(value)}`);
  }

  private reason(reason: string | null): DatumFault | null {
    return reason === null ? null : this.fault(reason);
  }

  private fault(reason: string): DatumFault {
    return { path: this.path.map(step).join(''), reason };
  }
}

const fieldsByName = new WeakMap<DescMessage, Map<string, DescField>>();

function fieldsOf(desc: DescMessage): Map<string, DescField> {
  let fields = fieldsByName.get(desc);
  if (!fields) {
    fields = new Map();
    for (const field of desc.fields) fields.set(field.name, field).set(field.jsonName, field);
    fieldsByName.set(desc, fields);
  }
  return fields;
}

function isObject(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null stands for a field that is not set, but where it is a value itself. */
function isNullable({ fieldKind, message, enum: values }: DescField | DescExtension): boolean {
  if (fieldKind === 'list' || fieldKind === 'map') return false;
  return message?.typeName === 'google.protobuf.Value' || values?.typeName === 'google.protobuf.NullValue';
}

function boolean(key: string): unknown {
  return key === 'true' ? true : key === 'false' ? false : key;
}

function step(part: string | number): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^\w{1,64}$/.test(part) ? `.${part}` : `[${found(part)}]`;
}
