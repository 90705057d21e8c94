import type { Settings } from '../config/settings.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { RecordFormat } from './record-format.js';

/** Where a partition without a committed offset starts. */
export type OffsetReset = 'earliest' | 'latest' | 'none';

/** What a client may choose for its instance; what it leaves out is as configured. */
export interface InstanceRequest {
  /** Generated when absent. */
  name?: string;
  format: RecordFormat;
  /** `earliest`, `latest` or `none`. */
  offsetReset?: string;
  autoCommit?: boolean;
  /** -1..10000000 */
  fetchMinBytes?: number;
  /** Default wait of a read in milliseconds, 0 or more. */
  requestTimeoutMs?: number;
}

export interface InstanceOptions {
  group: string;
  name: string;
  format: RecordFormat;
  offsetReset: OffsetReset;
  autoCommit: boolean;
  /** A read waits for this many bytes; one record is always enough when it is 1 or less. */
  fetchMinBytes: number;
  requestTimeoutMs: number;
}

const FETCH_MIN_BYTES_MAX = 10_000_000;

/** librdkafka's and older Kafka's words for the three policies. */
const RESETS: ReadonlyMap<string, OffsetReset> = new Map<string, OffsetReset>([
  ['earliest', 'earliest'],
  ['smallest', 'earliest'],
  ['beginning', 'earliest'],
  ['latest', 'latest'],
  ['largest', 'latest'],
  ['end', 'latest'],
  ['none', 'none'],
  ['error', 'none'],
]);

/**
 * Checks a request and fills in what is configured.
 *
 * @throws GatewayError `consumer-config-refused`, `consumer-config-out-of-range` or `invalid-body`
 */
export function instanceOptions(
  group: string,
  name: string,
  request: InstanceRequest,
  settings: Settings,
): InstanceOptions {
  const { consumers, kafka } = settings;
  return {
    group,
    name,
    format: request.format,
    offsetReset: offsetReset(request.offsetReset, kafka.consumer['auto.offset.reset']),
    autoCommit: request.autoCommit ?? true,
    fetchMinBytes: fetchMinBytes(request.fetchMinBytes ?? consumers.fetchMinBytes),
    requestTimeoutMs: requestTimeout(
      request.requestTimeoutMs ?? consumers.requestTimeoutMs,
      consumers.requestTimeoutMaxMs,
    ),
  };
}

/** librdkafka's properties for an instance. Committing and storing offsets is the gateway's: only it knows what was delivered. */
export function consumerProperties(options: InstanceOptions): Record<string, string> {
  return {
    'auto.offset.reset': options.offsetReset === 'none' ? 'error' : options.offsetReset,
    'enable.auto.commit': 'false',
    'enable.auto.offset.store': 'false',
  };
}

function offsetReset(asked: string | undefined, configured: string | undefined): OffsetReset {
  if (asked === undefined) return RESETS.get(configured ?? 'latest') ?? 'latest';
  const reset = asked.toLowerCase();
  if (reset === 'earliest' || reset === 'latest' || reset === 'none') return reset;
  throw new GatewayError(
    'consumer-config-refused',
    `Invalid consumer configuration: auto.offset.reset must be earliest, latest or none (was ${JSON.stringify(asked)})`,
  );
}

function fetchMinBytes(bytes: number): number {
  if (Number.isInteger(bytes) && bytes >= -1 && bytes <= FETCH_MIN_BYTES_MAX) return bytes;
  throw new GatewayError(
    'consumer-config-out-of-range',
    `Invalid consumer configuration. It does not abide by the constraints: fetch.min.bytes must be between -1 and ${FETCH_MIN_BYTES_MAX} (was ${bytes})`,
  );
}

function requestTimeout(ms: number, max: number): number {
  if (Number.isInteger(ms) && ms >= 0) return Math.min(ms, max);
  throw new GatewayError('invalid-body', `consumer.request.timeout.ms must be 0 or more (was ${ms})`);
}
