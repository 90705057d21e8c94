import { draftErrors } from '../http/dialects/draft.js';
import type { ErrorCode } from '../errors/error-code.js';
import type { ErrorExample } from './api-document.js';

/** What statuses mean where the Schema Registry is asked. */
export const REGISTRY_STATUSES: ReadonlyMap<number, string> = new Map([
  [400, 'The request is malformed.'],
  [401, 'The registry does not know who asks.'],
  [403, 'The registry does not allow this.'],
  [404, 'There is no such subject, version or schema, or the API is switched off.'],
  [405, 'The registry does not do this here.'],
  [406, 'No media type of Accept can be answered.'],
  [408, 'The request body arrived too slowly.'],
  [409, 'The schema is not compatible with earlier ones.'],
  [413, 'The request body is too large.'],
  [415, 'The media type of the request body cannot be read.'],
  [422, 'The registry cannot use what it was sent, or its answer makes no sense, or there is no registry.'],
  [429, 'Too many requests; `Retry-After` tells when to try again.'],
  [500, 'The registry failed, or the gateway did.'],
  [501, 'The registry cannot do this.'],
  [503, 'The registry is out of reach, or the gateway shuts down; `Retry-After` tells when to try again.'],
]);

/** Numbers of the registry itself, which it shares with none of ours. */
const OF_THE_REGISTRY: readonly ErrorExample[] = [
  { name: 'subject-not-found', status: 404, errorCode: 40401, message: "Subject 'readings-value' not found." },
  { name: 'version-not-found', status: 404, errorCode: 40402, message: 'Version 7 not found.' },
  { name: 'schema-unknown', status: 404, errorCode: 40403, message: 'Schema 7 not found' },
  {
    name: 'incompatible',
    status: 409,
    errorCode: 409,
    message: 'Schema being registered is incompatible with an earlier schema for subject "readings-value"',
  },
  { name: 'schema-malformed', status: 422, errorCode: 42201, message: 'Invalid schema.' },
  { name: 'version-malformed', status: 422, errorCode: 42202, message: "The specified version 'x' is not a valid version id." },
  { name: 'store-failed', status: 500, errorCode: 50001, message: 'Error in the backend data store.' },
];

const OF_THE_GATEWAY: readonly (readonly [ErrorCode, string])[] = [
  ['bad-request', 'The path must not have ".." as a segment.'],
  ['not-found', 'There is no such resource. GET / lists what there is.'],
  ['not-acceptable', 'Ask for application/vnd.schemaregistry.v1+json or application/json.'],
  ['request-timeout', 'The request body did not arrive in time.'],
  ['payload-too-large', 'The request body is larger than 10485760 bytes.'],
  ['unsupported-media-type', 'This Content-Type is not read here. Send application/vnd.schemaregistry.v1+json.'],
  ['schema-registry-not-configured', 'Schema Registry must be configured when using schemas.'],
  ['schema-registry-failed', 'The schema registry answered text/html in place of JSON: is schema.registry.url right?'],
  ['schema-registry-unavailable', 'The schema registry cannot be reached.'],
  ['shutting-down', 'The gateway is shutting down.'],
  ['internal', 'Internal server error.'],
];

/** What the registry answers, and the gateway where the registry has no answer. */
export function registryErrors(): ErrorExample[] {
  return [
    ...OF_THE_REGISTRY,
    ...OF_THE_GATEWAY.map(([code, message]) => ({ name: code, ...draftErrors[code], message })),
  ];
}
