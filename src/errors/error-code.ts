/**
 * Everything that can go wrong, as the gateway sees it. Closed list: each dialect has an exhaustive table from these to
 * an HTTP status and an `error_code`, so a new entry here makes the compiler ask every dialect for its line.
 */
export const ERROR_CODES = [
  // the request
  'bad-request', // malformed JSON or UTF-8, bad base64, bad path or query parameter
  'invalid-body', // well-formed JSON of the wrong shape: unknown, missing or mistyped field
  'batch-invalid', // a batch is empty, too large, or its entries cannot be told apart
  'not-found', // no such route
  'method-not-allowed',
  'not-acceptable', // no Accept entry can be met
  'unsupported-media-type',
  'request-timeout', // the body came too slowly
  'payload-too-large', // body or record above its limit
  'headers-too-large',
  'too-many-requests', // a limit of the gateway or a quota of the broker; carries Retry-After
  // who asks
  'unauthenticated',
  'forbidden',
  // Kafka resources
  'topic-not-found',
  'partition-not-found',
  'consumer-not-found',
  'consumer-exists',
  'consumer-illegal-state', // subscription and assignment are exclusive; partition is not assigned
  'consumer-config-out-of-range', // e.g. fetch.min.bytes outside -1..10000000
  'consumer-config-refused', // librdkafka refused a property
  'format-mismatch', // the Accept format is not the format of the instance
  'record-undecodable', // a stored record could not be decoded
  // schemas
  'key-schema-missing',
  'value-schema-missing',
  'schema-invalid',
  'schema-registry-not-configured',
  'schema-registry-failed', // it refused, or what it says makes no sense
  'schema-registry-unavailable', // it cannot be reached or is overloaded; carries Retry-After
  'schema-not-found', // the registry has no such id, subject or version
  // Kafka's answers
  'kafka-refused', // the broker refused an admin request: topic exists, invalid config, replication factor
  'kafka-error', // not retriable
  'kafka-retriable', // worth trying again; carries Retry-After
  'kafka-unavailable', // no broker can be reached; carries Retry-After
  // the gateway
  'peer-unavailable', // the replica that has the instance does not answer; carries Retry-After
  'shutting-down', // draining; carries Retry-After
  'internal', // a bug of ours
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
