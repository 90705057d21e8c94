import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { CompleteSchema, SchemaType } from '../schema-registry/schema.js';
import { AskedOnce } from '../schema-registry/asked-once.js';
import { SchemaRegistryService } from '../schema-registry/schema-registry.service.js';
import { compileAvro } from './avro/avro-codec.js';
import { compileJsonSchema } from './json-schema/json-schema-codec.js';
import { compileProtobuf } from './protobuf/protobuf-codec.js';
import type { SchemaCodec } from './schema-codec.js';

/** A compiled schema and its kind. */
export interface CompiledSchema {
  readonly type: SchemaType;
  readonly codec: SchemaCodec;
  /** About what it takes of memory, in bytes. */
  readonly weight: number;
}

/** Most bytes that compiled schemas take, those by id and those by text each: a client may send a new text every time. */
const WEIGHT_MAX = 64 * 1024 * 1024;

/** Bytes that a compiled schema takes for itself, and for each byte of its text: measured, rounded up. */
const WEIGHT: Readonly<Record<SchemaType, number>> = { AVRO: 4_000, JSON: 200_000, PROTOBUF: 50_000 };
const WEIGHT_PER_BYTE = 10;

/** Compiled schemas, each made once and kept for as long as it is in use. */
@Injectable()
export class SchemaCodecs {
  private readonly byId: AskedOnce<number, CompiledSchema>;
  private readonly byText: LRUCache<string, CompiledSchema>;

  constructor(
    private readonly registry: SchemaRegistryService,
    settings: Settings,
  ) {
    const max = settings.schemaRegistry.cacheSize;
    const weigh = ({ weight }: CompiledSchema): number => weight;
    this.byId = new AskedOnce(max, { most: WEIGHT_MAX, weigh }, registry.countLookups('schemas'));
    this.byText = new LRUCache({ max, maxSize: WEIGHT_MAX, sizeCalculation: weigh });
  }

  /** @throws GatewayError `schema-registry-not-configured` */
  checkConfigured(): void {
    if (this.registry.configured) return;
    throw new GatewayError(
      'schema-registry-not-configured',
      'Payload error. Schema Registry must be configured when using schemas.',
    );
  }

  /** The schema behind an id, when it is at hand. */
  known(id: number): CompiledSchema | undefined {
    return this.byId.known(id);
  }

  /** The schema behind an id. Rejects as `SchemaRegistryClient.schemaById` does, and `schema-invalid` when it cannot be used. */
  get(id: number): Promise<CompiledSchema> {
    return this.byId.get(id, async () => compiled(await this.registry.completeById(id)));
  }

  /** A schema that refers to no other, by its text. Throws `schema-invalid`. */
  ofText(type: SchemaType, text: string): CompiledSchema {
    const key = `${type} ${text}`;
    const known = this.byText.get(key);
    if (known) return known;
    const made = compiled({ type, text, referenced: [] });
    this.byText.set(key, made);
    return made;
  }
}

function compiled(schema: CompleteSchema): CompiledSchema {
  const bytes = schema.referenced.reduce((sum, { text }) => sum + text.length, schema.text.length);
  return { type: schema.type, codec: compile(schema), weight: WEIGHT[schema.type] + WEIGHT_PER_BYTE * bytes };
}

function compile(schema: CompleteSchema): SchemaCodec {
  switch (schema.type) {
    case 'AVRO':
      return compileAvro(schema);
    case 'JSON':
      return compileJsonSchema(schema);
    case 'PROTOBUF':
      return compileProtobuf(schema);
  }
}
