import type { InstanceRequest } from '../instance-options.js';
import type { RecordFormat } from '../record-format.js';
import { booleanOf, formatNamed, instanceNameOf, instanceUri } from '../wire/instance-request.js';
import type { CreateConsumerRequest, CreateConsumerResponse } from './instances.dto.js';

const FORMATS: readonly RecordFormat[] = ['binary', 'json', 'avro', 'jsonschema', 'protobuf'];

/** @throws GatewayError for a format that does not exist, and for a name that could not be in a URL */
export function readCreateConsumer(body: CreateConsumerRequest): InstanceRequest {
  return {
    name: instanceNameOf(body.id ?? body.name),
    format: formatNamed(body.format ?? 'binary', FORMATS),
    offsetReset: body['auto.offset.reset'] ?? undefined,
    autoCommit: booleanOf(body['auto.commit.enable']),
    fetchMinBytes: numberOf(body['fetch.min.bytes'] ?? body.responseMinBytes),
    requestTimeoutMs: numberOf(body['consumer.request.timeout.ms'] ?? body.requestWaitMs),
  };
}

/** @param baseUri where clients reach the gateway, without a trailing slash */
export function presentConsumer(baseUri: string, group: string, name: string): CreateConsumerResponse {
  return { instance_id: name, base_uri: instanceUri(baseUri, group, name) };
}

function numberOf(value: number | string | null | undefined): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}
