import { unsupportedType } from '../../http/content-type.js';
import type { EmbeddedFormat } from '../../http/dialects/v2.js';
import { JSON_TYPE, mediaTypeOf } from '../../http/media-type.js';
import type { SchemaType } from '../../schema-registry/schema.js';

/** The kind of schema that a format needs, if any. */
export const SCHEMA_TYPES: Readonly<Record<EmbeddedFormat, SchemaType | null>> = {
  binary: null,
  json: null,
  avro: 'AVRO',
  jsonschema: 'JSON',
  protobuf: 'PROTOBUF',
};

/** The formats of a dialect by the types that name them. */
export class ProduceFormats {
  private readonly formats: ReadonlyMap<string, EmbeddedFormat>;
  /** What is read, the type that most people want first: it is the one that a refusal recommends. */
  private readonly read: readonly string[];

  /**
   * @param types of the formats that there are
   * @param general a type that names no format and is read as `binary`, if there is one
   */
  constructor(types: Readonly<Partial<Record<EmbeddedFormat, string>>>, general?: string) {
    const named = Object.entries(types).map(([format, type]) => [type, format as EmbeddedFormat] as const);
    this.formats = new Map<string, EmbeddedFormat>(general === undefined ? named : [...named, [general, 'binary']]);
    this.read = [...new Set([types.json ?? [], ...named.map(([type]) => type)].flat())];
  }

  /**
   * The format of the keys and values of a produce body. Without a type it is `binary`, as ever; `application/json` is
   * read in the configured format.
   *
   * @throws GatewayError `unsupported-media-type`
   */
  of(contentType: string | undefined, defaultFormat: EmbeddedFormat): EmbeddedFormat {
    if (contentType === undefined) return 'binary';
    return this.formats.get(contentType) ?? this.other(contentType, defaultFormat);
  }

  private other(contentType: string, defaultFormat: EmbeddedFormat): EmbeddedFormat {
    const type = mediaTypeOf(contentType);
    const format = type === JSON_TYPE ? defaultFormat : this.formats.get(type ?? '');
    if (format === undefined) throw unsupportedType(type, this.read);
    return format;
  }
}
