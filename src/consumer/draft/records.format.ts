import { GatewayError } from '../../errors/gateway-error.js';
import type { RecordFormat } from '../record-format.js';

/**
 * Records are base64 in this dialect: an instance that was created for another format, through another dialect, cannot be
 * read in it.
 *
 * @throws GatewayError `format-mismatch`
 */
export function refuseOtherFormat(format: RecordFormat): void {
  if (format === 'binary') return;
  throw new GatewayError(
    'format-mismatch',
    `The instance was created for ${format}; this API answers base64 (format binary) only.`,
  );
}
