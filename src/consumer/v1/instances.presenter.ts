import { GatewayError } from '../../errors/gateway-error.js';
import type { InstanceRequest } from '../instance-options.js';
import { booleanOf, formatNamed, instanceNameOf, instanceUri } from '../wire/instance-request.js';
import type { CreateConsumerRequest, CreateConsumerResponse } from './instances.dto.js';

/** What clients of Kafka up to 0.8 call the policies, and what they are called since. */
const RESETS: ReadonlyMap<string, string> = new Map([
  ['smallest', 'earliest'],
  ['largest', 'latest'],
  ['earliest', 'earliest'],
  ['latest', 'latest'],
]);

/** @throws GatewayError for a format or a reset that does not exist, and for a name that could not be in a URL */
export function readCreateConsumer(body: CreateConsumerRequest): InstanceRequest {
  return {
    name: instanceNameOf(body.id ?? body.name),
    format: formatNamed(body.format ?? 'binary', ['binary', 'json', 'avro']),
    offsetReset: resetOf(body['auto.offset.reset']),
    autoCommit: booleanOf(body['auto.commit.enable']) ?? false,
  };
}

/** @param baseUri where clients reach the gateway, without a trailing slash */
export function presentConsumer(baseUri: string, group: string, name: string): CreateConsumerResponse {
  const uri = instanceUri(baseUri, group, name);
  return { instance_id: name, base_uri: uri, id: name, url: uri };
}

function resetOf(asked: string | null | undefined): string | undefined {
  if (asked === undefined || asked === null) return undefined;
  const reset = RESETS.get(asked.toLowerCase());
  if (reset !== undefined) return reset;
  const given = JSON.stringify(asked.slice(0, 40));
  throw new GatewayError(
    'consumer-config-refused',
    `Invalid consumer configuration: auto.offset.reset must be ${[...RESETS.keys()].join(', ')} (was ${given})`,
  );
}
