import { GatewayError } from '../../errors/gateway-error.js';
import { unsupportedType } from '../../http/content-type.js';
import { type EmbeddedFormat, V2_FORMAT_TYPES } from '../../http/dialects/v2.js';
import { JSON_TYPE, mediaTypeOf } from '../../http/media-type.js';

/** Formats that need no schema. */
export type PlainFormat = 'binary' | 'json';

const FORMATS: ReadonlyMap<string, EmbeddedFormat> = new Map(
  Object.entries(V2_FORMAT_TYPES).map(([format, type]) => [type, format as EmbeddedFormat]),
);

/** What is read, the type that most people want first: it is the one that a refusal recommends. */
const READ = [...new Set([V2_FORMAT_TYPES.json, ...FORMATS.keys()])];

/**
 * The format of the keys and values of a produce body. Without a type it is `binary`, as ever; `application/json` is read
 * in the configured format.
 *
 * @throws GatewayError `unsupported-media-type`, `schema-registry-not-configured`
 */
export function produceFormat(contentType: string | undefined, defaultFormat: PlainFormat): PlainFormat {
  if (contentType === undefined) return 'binary';
  const format = FORMATS.get(contentType) ?? otherFormat(contentType, defaultFormat);
  if (format === 'binary' || format === 'json') return format;
  throw new GatewayError(
    'schema-registry-not-configured',
    'Payload error. Schema Registry must be configured when using schemas.',
  );
}

function otherFormat(contentType: string, defaultFormat: PlainFormat): EmbeddedFormat {
  const type = mediaTypeOf(contentType);
  const format = type === JSON_TYPE ? defaultFormat : FORMATS.get(type ?? '');
  if (format === undefined) throw unsupportedType(type, READ);
  return format;
}
