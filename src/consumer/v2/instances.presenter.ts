import { GatewayError } from '../../errors/gateway-error.js';
import { checkName } from '../../http/path-name.js';
import type { InstanceRequest } from '../instance-options.js';
import type { RecordFormat } from '../record-format.js';
import type { CreateConsumerRequest, CreateConsumerResponse } from './instances.dto.js';

/** @throws GatewayError for a format that does not exist or needs a registry, and for a name that could not be in a URL */
export function readCreateConsumer(body: CreateConsumerRequest): InstanceRequest {
  const name = body.id ?? body.name;
  return {
    name: name === undefined || name === null ? undefined : checkInstanceName(name),
    format: formatNamed(body.format ?? 'binary'),
    offsetReset: body['auto.offset.reset'] ?? undefined,
    autoCommit: booleanOf(body['auto.commit.enable']),
    fetchMinBytes: numberOf(body['fetch.min.bytes'] ?? body.responseMinBytes),
    requestTimeoutMs: numberOf(body['consumer.request.timeout.ms'] ?? body.requestWaitMs),
  };
}

/** @param baseUri where clients reach the gateway, without a trailing slash */
export function presentConsumer(baseUri: string, group: string, name: string): CreateConsumerResponse {
  return {
    instance_id: name,
    base_uri: `${baseUri}/consumers/${encodeURIComponent(group)}/instances/${encodeURIComponent(name)}`,
  };
}

/** Every HTTP client takes `.` and `..` out of a path: such an instance could not be reached. */
function checkInstanceName(name: string): string {
  if (name === '.' || name === '..') throw new GatewayError('bad-request', `name: must not be "${name}".`);
  return checkName(name, 'name');
}

function formatNamed(format: string): RecordFormat {
  switch (format.toLowerCase()) {
    case 'binary':
      return 'binary';
    case 'json':
      return 'json';
    case 'avro':
    case 'jsonschema':
    case 'protobuf':
      throw new GatewayError(
        'schema-registry-not-configured',
        'Payload error. Schema Registry must be configured when using schemas.',
      );
    default:
      throw new GatewayError('invalid-body', 'Invalid format type.');
  }
}

function booleanOf(value: boolean | string | null | undefined): boolean | undefined {
  return value === undefined || value === null ? undefined : value === true || value === 'true';
}

function numberOf(value: number | string | null | undefined): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}
