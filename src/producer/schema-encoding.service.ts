import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import { type CompiledSchema, SchemaCodecs } from '../formats/schema-codecs.js';
import { detachBatch, type ProduceBatch } from '../kafka/record.js';
import type { SchemaType } from '../schema-registry/schema.js';
import { SchemaRegistryService } from '../schema-registry/schema-registry.service.js';
import { encodeColumns, hasData, type SideEncoder, stampSchemaId } from './encoded-columns.js';
import { ProducerService } from './producer.service.js';
import { type Side, subjectOf } from './schema-subject.js';

/** The schema that a request chose for one side: at most one of the two is given. */
export interface SchemaChoice {
  text: string | null;
  id: number | null;
}

/** What a request says about the schemas of its records. */
export interface SchemaRequest {
  type: SchemaType;
  key: SchemaChoice;
  value: SchemaChoice;
}

/** A batch as Kafka stores it, and which schemas it has. */
export interface EncodedBatch {
  batch: ProduceBatch;
  keySchemaId: number | null;
  valueSchemaId: number | null;
}

/** Stands in the data in place of the id of a schema that is still to be registered. Registries count from 1. */
const UNREGISTERED = 0;

/** A side whose codec is at hand. */
interface ChosenSide extends SideEncoder {
  readonly subject: string;
}

/** Encodes records by schemas of the registry, which are registered when they are new. */
@Injectable()
export class SchemaEncodingService {
  constructor(
    private readonly codecs: SchemaCodecs,
    private readonly registry: SchemaRegistryService,
    private readonly producer: ProducerService,
    private readonly settings: Settings,
  ) {}

  /**
   * To be asked before anything else of a request is looked at.
   *
   * @throws GatewayError `schema-registry-not-configured`
   */
  checkConfigured(): void {
    this.codecs.checkConfigured();
  }

  /**
   * Encodes all records of a batch of JSON texts, or none: the first that does not fit its schema refuses all, and a new
   * schema is registered only when all fit and the topic exists. Nothing is awaited when the schemas are known; otherwise `batch` is copied
   * before control goes back to the event loop.
   *
   * Throws, or rejects with, `bad-request`, `key-schema-missing`, `value-schema-missing`, `schema-invalid`,
   * `schema-not-found`, `schema-registry-failed`, `schema-registry-unavailable`,
   * and as `ProducerService.requireTopic` does.
   */
  encode(topic: string, batch: ProduceBatch, request: SchemaRequest): EncodedBatch | Promise<EncodedBatch> {
    checkChoices(batch, request);
    const key = this.ready(topic, 'key', request);
    const value = this.ready(topic, 'value', request);
    if (key === undefined || value === undefined) return this.encodeLater(topic, detachBatch(batch), request);
    return this.encoded(batch, key, value);
  }

  private async encodeLater(topic: string, batch: ProduceBatch, request: SchemaRequest): Promise<EncodedBatch> {
    const key = await this.chosen(topic, 'key', request);
    const value = await this.chosen(topic, 'value', request);
    const { batch: encoded } = this.encoded(batch, key, value);
    // A topic that is misspelt must not leave a schema behind.
    if (key?.schemaId === UNREGISTERED || value?.schemaId === UNREGISTERED) await this.producer.requireTopic(topic);
    return {
      batch: encoded,
      keySchemaId: await this.registered('key', key, request, encoded),
      valueSchemaId: await this.registered('value', value, request, encoded),
    };
  }

  private encoded(batch: ProduceBatch, key: SideEncoder | null, value: SideEncoder | null): EncodedBatch {
    return {
      batch: encodeColumns(batch, key, value, this.settings.produce.nullIsTombstone),
      keySchemaId: key?.schemaId ?? null,
      valueSchemaId: value?.schemaId ?? null,
    };
  }

  /** What is chosen for a side, if that is known without asking anybody: null for no schema, undefined when it is not known. */
  private ready(topic: string, side: Side, request: SchemaRequest): ChosenSide | null | undefined {
    const { text, id } = request[side];
    if (text !== null) {
      const chosen = this.byText(topic, side, request.type, text);
      return chosen.schemaId === UNREGISTERED ? undefined : chosen;
    }
    if (id === null) return null;
    const compiled = this.codecs.known(id);
    const chosen = compiled && this.byId(topic, side, request.type, id, compiled);
    return chosen && this.registry.knownVersion(chosen.subject, id) === undefined ? undefined : chosen;
  }

  private async chosen(topic: string, side: Side, { type, [side]: choice }: SchemaRequest): Promise<ChosenSide | null> {
    if (choice.text !== null) return this.byText(topic, side, type, choice.text);
    if (choice.id === null) return null;
    const chosen = this.byId(topic, side, type, choice.id, await this.codecs.get(choice.id));
    await this.registry.versionOf(chosen.subject, choice.id);
    return chosen;
  }

  private byText(topic: string, side: Side, type: SchemaType, text: string): ChosenSide {
    const { codec } = this.codecs.ofText(type, text);
    const subject = this.subject(topic, side, codec.recordName);
    return { codec, subject, schemaId: this.registry.knownId(subject, type, text) ?? UNREGISTERED };
  }

  private byId(topic: string, side: Side, type: SchemaType, id: number, compiled: CompiledSchema): ChosenSide {
    if (compiled.type !== type) {
      throw new GatewayError(
        'schema-registry-failed',
        `Error serializing message. ${side}_schema_id: schema ${id} is of type ${compiled.type}, the records are sent as ${type}`,
      );
    }
    return { codec: compiled.codec, subject: this.subject(topic, side, compiled.codec.recordName), schemaId: id };
  }

  private subject(topic: string, side: Side, recordName: string | null): string {
    const { keySubjectNameStrategy, valueSubjectNameStrategy } = this.settings.produce;
    const strategy = side === 'key' ? keySubjectNameStrategy : valueSubjectNameStrategy;
    return subjectOf(strategy, topic, side, recordName);
  }

  /** The id of the side's schema, which is registered and written into the data if that is still to be done. */
  private async registered(
    side: Side,
    chosen: ChosenSide | null,
    { type, [side]: { text } }: SchemaRequest,
    batch: ProduceBatch,
  ): Promise<number | null> {
    if (chosen === null) return null;
    if (chosen.schemaId !== UNREGISTERED || text === null) return chosen.schemaId;
    const id = await this.registry.idOf(chosen.subject, type, text);
    stampSchemaId(batch, side, id);
    return id;
  }
}

/** @throws GatewayError when a side has no schema although it has data, or has two */
function checkChoices(batch: ProduceBatch, request: SchemaRequest): void {
  for (const side of ['key', 'value'] as const) {
    const { text, id } = request[side];
    if (text !== null && id !== null) {
      throw new GatewayError('bad-request', `${side}_schema, ${side}_schema_id: only one of the two may be given.`);
    }
    if (text === null && id === null && hasData(batch, side)) {
      throw new GatewayError(`${side}-schema-missing`, `Request includes ${side}s but does not include ${side} schema`);
    }
  }
}
