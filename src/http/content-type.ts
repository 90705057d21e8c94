import { GatewayError } from '../errors/gateway-error.js';
import { JSON_TYPE, listed, mediaTypeOf, UNVERSIONED_TYPE } from './media-type.js';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Lets a body pass whose Content-Type is one of `accepted`, `application/json` or missing.
 *
 * @throws GatewayError `unsupported-media-type`, naming what would be read
 */
export function refuseOtherTypes(contentType: string | undefined, accepted: readonly string[]): void {
  if (contentType === undefined) return;
  const type = mediaTypeOf(contentType);
  if (type !== null && (accepted.includes(type) || type === JSON_TYPE || type === UNVERSIONED_TYPE)) return;
  throw unsupportedType(type, accepted);
}

/** The refusal of a body's type; also for raw handlers, whose routes accept fewer types. */
export function unsupportedType(type: string | null, accepted: readonly string[]): GatewayError {
  const [preferred = JSON_TYPE] = accepted;
  // curl sends this type by itself for -d: tell its user what is missing, not what is wrong.
  const message =
    type === FORM_TYPE
      ? `Content-Type: ${FORM_TYPE} is not read here. With curl, add -H "Content-Type: ${preferred}".`
      : `This Content-Type is not read here. Send ${listed(accepted)}.`;
  return new GatewayError('unsupported-media-type', message);
}
