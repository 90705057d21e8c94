import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../../errors/gateway-error.js';
import { V2_FORMAT_TYPES, V2_TYPE } from '../../http/dialects/v2.js';
import { chooseType } from '../../http/media-type.js';
import { negotiate } from '../../http/negotiate.js';
import type { RecordFormat } from '../record-format.js';

/**
 * The type in which records of an instance are answered: that of its format, unless the client wants the general one.
 *
 * @throws GatewayError `format-mismatch` when the client wants another format only, `not-acceptable` when nothing will do
 */
export function negotiateRecords(req: IncomingMessage, format: RecordFormat): string {
  const offered = [V2_FORMAT_TYPES[format], V2_TYPE];
  try {
    return negotiate(req, offered);
  } catch (error) {
    if (isOtherFormat(req.headers.accept)) {
      throw new GatewayError(
        'format-mismatch',
        'The requested embedded data format does not match the deserializer for this consumer instance',
      );
    }
    throw error;
  }
}

function isOtherFormat(accept: string | undefined): boolean {
  try {
    chooseType(accept, Object.values(V2_FORMAT_TYPES));
    return true;
  } catch (error) {
    if (error instanceof GatewayError) return false;
    throw error;
  }
}
