import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../../errors/gateway-error.js';
import { V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { chooseType } from '../../http/media-type.js';
import { negotiate } from '../../http/negotiate.js';
import { hasSchemas, type RecordFormat } from '../record-format.js';

/** The types of a dialect in which records are answered. */
export interface RecordTypes {
  /** Names no format. */
  readonly general: string;
  /** Of the formats that the dialect has. */
  readonly formats: Readonly<Partial<Record<RecordFormat, string>>>;
}

const V2_TYPES: RecordTypes = { general: V2_TYPE, formats: V2_FORMAT_TYPES };

/** Formats whose data say by the schema that they name how they are read: any of their types will do. */
const SCHEMA_FORMATS: readonly RecordFormat[] = ['avro', 'jsonschema', 'protobuf'];

/**
 * The type in which records of an instance are answered: that of its format, unless the client wants the general one, or
 * that of another format of the same family.
 *
 * @throws GatewayError `format-mismatch` when the client wants another format only, `not-acceptable` when nothing will do
 */
export function negotiateRecords(req: IncomingMessage, format: RecordFormat, types: RecordTypes = V2_TYPES): string {
  const family = hasSchemas(format) ? SCHEMA_FORMATS : [];
  const offered = [...new Set([format, ...family])].flatMap((each) => types.formats[each] ?? []);
  offered.push(types.general);
  try {
    return negotiate(req, offered);
  } catch (error) {
    if (isOtherFormat(req.headers.accept, types)) {
      throw new GatewayError(
        'format-mismatch',
        'The requested embedded data format does not match the deserializer for this consumer instance',
      );
    }
    throw error;
  }
}

/**
 * The type in which records that no instance reads are answered, and the format that it names; `binary` for a type that
 * names none, as for instances.
 *
 * @throws GatewayError `not-acceptable`
 */
export function negotiateFormat(req: IncomingMessage, types: RecordTypes): { type: string; format: RecordFormat } {
  const formats = Object.entries(types.formats) as [RecordFormat, string][];
  const type = negotiate(req, [...formats.map(([, named]) => named), types.general]);
  return { type, format: formats.find(([, named]) => named === type)?.[0] ?? 'binary' };
}

function isOtherFormat(accept: string | undefined, { formats }: RecordTypes): boolean {
  try {
    chooseType(accept, Object.values(formats));
    return true;
  } catch (error) {
    if (error instanceof GatewayError) return false;
    throw error;
  }
}
