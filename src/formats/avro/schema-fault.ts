import { GatewayError } from '../../errors/gateway-error.js';

/** The text is no Avro schema. `where` is a way through it, such as `record a.B, field "c"`; empty for the whole. */
export function invalidSchema(where: string, why: string): GatewayError {
  return new GatewayError('schema-invalid', `Invalid schema: ${where === '' ? '' : `${where}: `}${why}`);
}
