import type { InstanceRequest } from '../instance-options.js';
import { booleanOf, instanceNameOf, instanceUri } from '../wire/instance-request.js';
import type { CreateDraftConsumerRequest, CreateDraftConsumerResponse } from './instances.dto.js';

/** The words of this dialect. Its own document sends `true`, which names no place: as configured. */
const RESETS: ReadonlyMap<string, string | undefined> = new Map([
  ['smallest', 'earliest'],
  ['largest', 'latest'],
  ['true', undefined],
]);

/** @throws GatewayError for a name that could not be in a URL */
export function readCreateDraftConsumer(body: CreateDraftConsumerRequest): InstanceRequest {
  const reset = body['auto.offset.reset'] ?? undefined;
  const word = reset?.toLowerCase() ?? '';
  return {
    name: instanceNameOf(body.id ?? body.name),
    format: 'binary',
    offsetReset: RESETS.has(word) ? RESETS.get(word) : reset,
    autoCommit: booleanOf(body['auto.commit.enable']) ?? false,
  };
}

/** @param baseUri where clients reach the gateway, without a trailing slash */
export function presentDraftConsumer(baseUri: string, group: string, name: string): CreateDraftConsumerResponse {
  const uri = instanceUri(baseUri, group, name);
  return { instance_id: name, base_uri: uri, id: name, url: uri };
}
