import {
  createRegistry,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  type Message,
  type Registry,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import type { GrowingBuffer } from '../../json/growing-buffer.js';
import type { CompleteSchema } from '../../schema-registry/schema.js';
import type { DatumFault, SchemaCodec } from '../schema-codec.js';
import { WELL_KNOWN_TYPES } from './bundled-files.js';
import { maybeInexact, parseExact } from './datum-text.js';
import { DIAGNOSIS, PREPARATION } from './datum-visitors.js';
import { DatumWalk } from './datum-walk.js';
import { MAX_DEPTH } from './datum-words.js';
import { invalidSchema } from './invalid-schema.js';
import { FIRST_MESSAGE, type IndexedMessage, indexedMessages, MessageIndexReader } from './message-path.js';
import { readSchemaFiles } from './schema-files.js';
import { type SchemaTraits, traitsOf } from './schema-traits.js';
import { haveFloats, SHORT_FLOATS } from './single-floats.js';
import { warmUp } from './warm-up.js';
import { WireCheck } from './wire-check.js';

/** A double in a `Value` may be written too large for one. */
const MAYBE_INFINITE = /[eE]\+?\d{3}|\d{300}/;

/** UTF-8 of a UTF-16 code unit takes three bytes at most. */
const MAX_BYTES_PER_UNIT = 3;

/**
 * Compiles a Protobuf schema. Data is in the JSON mapping of proto3 (https://protobuf.dev/programming-guides/json/); it is
 * of the first message of the file when encoded, of any message of the file when decoded. Written as Confluent does: names
 * as in the schema, fields without presence always, 64-bit integers as strings. NaN and infinite numbers are refused when
 * encoded and written as the strings of the mapping when decoded. Throws `schema-invalid`.
 */
export function compileProtobuf(schema: CompleteSchema): SchemaCodec {
  const { file, types } = readSchemaFiles(schema);
  const messages = indexedMessages(file);
  const first = messages[0];
  if (first === undefined) throw invalidSchema('it has no message');
  const all = createRegistry(WELL_KNOWN_TYPES, types);
  warmUp(first.message, all);
  return new ProtobufCodec(first.message, messages, all, haveFloats(types));
}

class ProtobufCodec implements SchemaCodec {
  readonly recordName: string;
  private readonly traits: SchemaTraits;
  private readonly jsonIn: { registry: Registry; recursionLimit: number };
  private readonly jsonOut: { registry: Registry; alwaysEmitImplicit: boolean; useProtoFieldName: boolean };
  private readonly binaryIn: { readUnknownFields: boolean; recursionLimit: number };
  private readonly index = new MessageIndexReader();
  private readonly wire = new WireCheck();

  constructor(
    private readonly first: DescMessage,
    private readonly messages: readonly IndexedMessage[],
    private readonly types: Registry,
    private readonly floats: boolean,
  ) {
    this.recordName = first.typeName;
    this.traits = traitsOf(first, types);
    this.jsonIn = { registry: types, recursionLimit: MAX_DEPTH };
    this.jsonOut = { registry: types, alwaysEmitImplicit: true, useProtoFieldName: true };
    // extensions are read from what is unknown at first
    const extended = [...types].some(({ kind }) => kind === 'extension');
    this.binaryIn = { readUnknownFields: extended, recursionLimit: MAX_DEPTH };
  }

  encode(json: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    const text = json.toString('utf8', start, end);
    const exact = this.traits.wideIntegers && maybeInexact(text);
    const datum = { value: exact ? parseExact(text) : (JSON.parse(text) as unknown) };
    if (exact || this.needsPreparation(text)) {
      const fault = this.walk(PREPARATION, datum);
      if (fault) return fault;
    }
    let bytes: Uint8Array;
    try {
      bytes = toBinary(this.first, fromJson(this.first, datum.value as JsonValue, this.jsonIn));
    } catch {
      // its messages are for programmers, and name no path
      return this.walk(DIAGNOSIS, datum) ?? { path: '', reason: `does not fit message ${this.recordName}` };
    }
    out.reserve(1 + bytes.length);
    out.byte(FIRST_MESSAGE);
    out.bytes.set(bytes, out.length);
    out.length += bytes.length;
    return null;
  }

  decode(bytes: Buffer, start: number, end: number, out: GrowingBuffer): DatumFault | null {
    const desc = this.index.read(this.messages, bytes, start, end);
    if (desc === null) return { path: '', reason: 'its message index leads to no message of its schema' };
    const fault = this.wire.check(desc, bytes, this.index.end, end);
    if (fault) return fault;
    let message: Message;
    try {
      message = fromBinary(desc, bytes.subarray(this.index.end, end), this.binaryIn);
    } catch {
      return { path: '', reason: `a string in message ${desc.typeName} is not valid UTF-8` };
    }
    let text: string;
    try {
      const datum = { value: toJson(desc, message, this.jsonOut) };
      if (this.floats) new DatumWalk(this.types, SHORT_FLOATS).run(desc, datum, 'value');
      text = JSON.stringify(datum.value);
    } catch {
      return {
        path: '',
        reason: `message ${desc.typeName} holds what JSON cannot: a time out of range, a value without a kind, or an Any of an unknown type`,
      };
    }
    out.reserve(text.length * MAX_BYTES_PER_UNIT);
    out.text(text);
    return null;
  }

  /** Whether the datum may hold what the encoder lets pass and must not. */
  private needsPreparation(text: string): boolean {
    const { times, bytes, floats, freeValues } = this.traits;
    if (times || bytes || (freeValues && MAYBE_INFINITE.test(text))) return true;
    return floats && (text.includes('NaN') || text.includes('Infinity') || text.includes('\\u'));
  }

  private walk(visitor: typeof PREPARATION, datum: { value: unknown }): DatumFault | null {
    return new DatumWalk(this.types, visitor).run(this.first, datum, 'value');
  }
}
