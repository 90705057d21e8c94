import { GatewayError } from '../../errors/gateway-error.js';
import { errorCodeOf } from '../error-codes.js';
import type { RecordFailure } from '../record.js';
import { declare } from './library.js';

const errorText = declare('err2str', 'string', 'int');

/** librdkafka's own codes (negative) and Kafka's (positive) that the gateway's own code looks at. */
export const KafkaCode = {
  TIMED_OUT: -185,
  MSG_TIMED_OUT: -192,
  QUEUE_FULL: -184,
  ALL_BROKERS_DOWN: -187,
  ASSIGN_PARTITIONS: -175,
  REVOKE_PARTITIONS: -174,
  INVALID_ARG: -186,
  UNSUPPORTED_FEATURE: -165,
  NO_OFFSET: -168,
  FATAL: -150,
  INCONSISTENT: -149,
  PARTITION_EOF: -191,
  NOENT: -156,
  UNKNOWN_TOPIC_OR_PART: 3,
  MAX_POLL_EXCEEDED: -147,
} as const;

/** librdkafka's sentence for a code, without its "Broker: " / "Local: " prefix. */
export function messageOf(code: number): string {
  return (errorText(code) ?? `Kafka error ${code}`).replace(/^(Broker|Local): /, '');
}

/** Where librdkafka's own sentence says too little. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [-195, 'The connection to a broker of Kafka failed'], // TRANSPORT
  [-137, 'The broker that was asked has left the cluster'], // DESTROY_BROKER
  [-185, 'Kafka did not answer in time'], // TIMED_OUT
]);

/** `detail`: the broker's own words, where it sent some. */
export function gatewayError(code: number, detail?: string | null): GatewayError {
  return new GatewayError(errorCodeOf(code), detail || `${WORDS.get(code) ?? messageOf(code)}.`, {
    cause: new Error(`librdkafka error ${code}: ${detail || messageOf(code)}`),
  });
}

const failures = new Map<number, RecordFailure>();

/** The failure of one record; one object per code. */
export function recordFailure(code: number): RecordFailure {
  let failure = failures.get(code);
  if (!failure) {
    failure = { code: errorCodeOf(code), message: `${failureText(code)}.` };
    failures.set(code, failure);
  }
  return failure;
}

function failureText(code: number): string {
  switch (code) {
    case KafkaCode.MSG_TIMED_OUT:
      return 'No acknowledgement within the delivery timeout; the record may or may not have been written';
    case KafkaCode.INCONSISTENT:
      return 'No broker said that the record was written; it may or may not have been';
    case KafkaCode.QUEUE_FULL:
      return 'The queue of the gateway is full; the record was not sent';
    default:
      return messageOf(code);
  }
}
