import { Injectable } from '@nestjs/common';
import { Settings, type SubjectNameStrategy } from '../config/settings.js';
import type { SchemaCodec } from '../formats/schema-codec.js';
import { SchemaCodecs } from '../formats/schema-codecs.js';
import type { SchemaType } from '../schema-registry/schema.js';
import { SchemaRegistryService } from '../schema-registry/schema-registry.service.js';
import { ProducerService } from './producer.service.js';
import { type Side, subjectOf } from './schema-subject.js';

/** How a record of its own chooses the schema of a side: by text, id, version, or the latest version where all are null. */
export interface RecordSchemaChoice {
  /** With a text only. */
  type: SchemaType | null;
  text: string | null;
  id: number | null;
  version: number | null;
  /** Null: `strategy` tells. */
  subject: string | null;
  /** Null: as configured. */
  strategy: SubjectNameStrategy | null;
}

/** A schema that is registered, ready to encode with. */
export interface RecordSchema {
  type: SchemaType;
  codec: SchemaCodec;
  subject: string;
  schemaId: number;
  schemaVersion: number;
}

/** The schemas of records that each choose their own. */
@Injectable()
export class RecordSchemasService {
  constructor(
    private readonly codecs: SchemaCodecs,
    private readonly registry: SchemaRegistryService,
    private readonly producer: ProducerService,
    private readonly settings: Settings,
  ) {}

  /** The chosen schema when it is at hand. Throws as `resolve` rejects. */
  known(topic: string, side: Side, choice: RecordSchemaChoice): RecordSchema | undefined {
    this.codecs.checkConfigured();
    if (choice.text !== null && choice.type !== null) {
      const { codec } = this.codecs.ofText(choice.type, choice.text);
      const subject = this.subject(topic, side, choice, codec.recordName);
      const schemaId = this.registry.knownId(subject, choice.type, choice.text);
      return this.complete(choice.type, codec, subject, schemaId);
    }
    if (choice.id === null) return undefined;
    const compiled = this.codecs.known(choice.id);
    if (!compiled) return undefined;
    const subject = this.subject(topic, side, choice, compiled.codec.recordName);
    return this.complete(compiled.type, compiled.codec, subject, choice.id);
  }

  /**
   * The chosen schema; one that is given as a text is registered when it is new and the topic exists. Rejects with
   * `schema-registry-not-configured`, `schema-invalid`, `schema-not-found`, `schema-registry-failed`,
   * `schema-registry-unavailable`, and as `ProducerService.requireTopic` does.
   */
  async resolve(topic: string, side: Side, choice: RecordSchemaChoice): Promise<RecordSchema> {
    const known = this.known(topic, side, choice);
    if (known) return known;
    if (choice.text !== null && choice.type !== null) return this.byText(topic, side, choice, choice.type, choice.text);
    if (choice.id !== null) return this.byId(topic, side, choice, choice.id);
    const subject = this.subject(topic, side, choice, null);
    const { id } = await this.registry.idOfVersion(subject, choice.version ?? 'latest');
    return this.byId(topic, side, { ...choice, subject }, id);
  }

  private async byText(
    topic: string,
    side: Side,
    choice: RecordSchemaChoice,
    type: SchemaType,
    text: string,
  ): Promise<RecordSchema> {
    const { codec } = this.codecs.ofText(type, text);
    const subject = this.subject(topic, side, choice, codec.recordName);
    // A topic that is misspelt must not leave a schema behind.
    await this.producer.requireTopic(topic);
    const schemaId = await this.registry.idOf(subject, type, text);
    return { type, codec, subject, schemaId, schemaVersion: await this.registry.versionOf(subject, schemaId) };
  }

  private async byId(topic: string, side: Side, choice: RecordSchemaChoice, schemaId: number): Promise<RecordSchema> {
    const { type, codec } = await this.codecs.get(schemaId);
    const subject = this.subject(topic, side, choice, codec.recordName);
    return { type, codec, subject, schemaId, schemaVersion: await this.registry.versionOf(subject, schemaId) };
  }

  private complete(
    type: SchemaType,
    codec: SchemaCodec,
    subject: string,
    schemaId: number | undefined,
  ): RecordSchema | undefined {
    const schemaVersion = schemaId === undefined ? undefined : this.registry.knownVersion(subject, schemaId);
    if (schemaId === undefined || schemaVersion === undefined) return undefined;
    return { type, codec, subject, schemaId, schemaVersion };
  }

  private subject(topic: string, side: Side, choice: RecordSchemaChoice, recordName: string | null): string {
    return choice.subject ?? subjectOf(this.strategyOf(side, choice), topic, side, recordName);
  }

  private strategyOf(side: Side, { strategy }: RecordSchemaChoice): SubjectNameStrategy {
    const { keySubjectNameStrategy, valueSubjectNameStrategy } = this.settings.produce;
    return strategy ?? (side === 'key' ? keySubjectNameStrategy : valueSubjectNameStrategy);
  }
}
