import type { ErrorCode } from '../errors/error-code.js';

/**
 * Kafka's answers that are not plain `kafka-error`. Left out on purpose: codes that only brokers and clients exchange among
 * themselves (fetch sessions, transactions, quorum), for which "not retriable Kafka error" is the honest answer.
 */
const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  // local: nobody answers
  [-195, 'kafka-unavailable'], // TRANSPORT
  [-193, 'kafka-unavailable'], // RESOLVE
  [-187, 'kafka-unavailable'], // ALL_BROKERS_DOWN
  [-185, 'kafka-unavailable'], // TIMED_OUT
  [-180, 'kafka-unavailable'], // WAIT_COORD
  [-137, 'kafka-unavailable'], // DESTROY_BROKER: the cluster has given it up
  [-167, 'kafka-unavailable'], // TIMED_OUT_QUEUE
  [-192, 'kafka-retriable'], // MSG_TIMED_OUT
  [-184, 'kafka-retriable'], // QUEUE_FULL
  [-197, 'kafka-retriable'], // DESTROY: the client was closed or rebuilt
  [-152, 'kafka-retriable'], // PURGE_QUEUE
  [-151, 'kafka-retriable'], // PURGE_INFLIGHT
  [-150, 'kafka-retriable'], // FATAL: the client is rebuilt
  [-149, 'kafka-retriable'], // INCONSISTENT
  [-179, 'kafka-retriable'], // UNKNOWN_GROUP
  [-190, 'partition-not-found'], // UNKNOWN_PARTITION
  [-188, 'topic-not-found'], // UNKNOWN_TOPIC
  [-169, 'unauthenticated'], // AUTHENTICATION
  [-181, 'kafka-unavailable'], // SSL
  [-186, 'bad-request'], // INVALID_ARG
  // Kafka: https://kafka.apache.org/protocol.html#protocol_error_codes
  [3, 'topic-not-found'], // UNKNOWN_TOPIC_OR_PARTITION
  [5, 'kafka-retriable'], // LEADER_NOT_AVAILABLE
  [6, 'kafka-retriable'], // NOT_LEADER_OR_FOLLOWER
  [7, 'kafka-retriable'], // REQUEST_TIMED_OUT
  [8, 'kafka-unavailable'], // BROKER_NOT_AVAILABLE
  [9, 'kafka-retriable'], // REPLICA_NOT_AVAILABLE
  [10, 'payload-too-large'], // MESSAGE_TOO_LARGE
  [13, 'kafka-retriable'], // NETWORK_EXCEPTION
  [14, 'kafka-retriable'], // COORDINATOR_LOAD_IN_PROGRESS
  [15, 'kafka-retriable'], // COORDINATOR_NOT_AVAILABLE
  [16, 'kafka-retriable'], // NOT_COORDINATOR
  [17, 'kafka-refused'], // INVALID_TOPIC_EXCEPTION
  [18, 'payload-too-large'], // RECORD_LIST_TOO_LARGE
  [19, 'kafka-retriable'], // NOT_ENOUGH_REPLICAS
  [20, 'kafka-retriable'], // NOT_ENOUGH_REPLICAS_AFTER_APPEND
  [22, 'kafka-retriable'], // ILLEGAL_GENERATION
  [25, 'kafka-retriable'], // UNKNOWN_MEMBER_ID
  [27, 'kafka-retriable'], // REBALANCE_IN_PROGRESS
  [29, 'forbidden'], // TOPIC_AUTHORIZATION_FAILED
  [30, 'forbidden'], // GROUP_AUTHORIZATION_FAILED
  [31, 'forbidden'], // CLUSTER_AUTHORIZATION_FAILED
  [36, 'kafka-refused'], // TOPIC_ALREADY_EXISTS
  [37, 'kafka-refused'], // INVALID_PARTITIONS
  [38, 'kafka-refused'], // INVALID_REPLICATION_FACTOR
  [39, 'kafka-refused'], // INVALID_REPLICA_ASSIGNMENT
  [40, 'kafka-refused'], // INVALID_CONFIG
  [41, 'kafka-retriable'], // NOT_CONTROLLER
  [42, 'kafka-refused'], // INVALID_REQUEST
  [44, 'kafka-refused'], // POLICY_VIOLATION
  [49, 'kafka-retriable'], // INVALID_PRODUCER_ID_MAPPING
  [53, 'forbidden'], // TRANSACTIONAL_ID_AUTHORIZATION_FAILED
  [54, 'kafka-refused'], // SECURITY_DISABLED
  [56, 'kafka-retriable'], // KAFKA_STORAGE_ERROR
  [58, 'unauthenticated'], // SASL_AUTHENTICATION_FAILED
  [65, 'forbidden'], // DELEGATION_TOKEN_AUTHORIZATION_FAILED
  [60, 'kafka-refused'], // REASSIGNMENT_IN_PROGRESS
  [67, 'kafka-refused'], // INVALID_PRINCIPAL_TYPE
  [68, 'kafka-refused'], // NON_EMPTY_GROUP
  [69, 'not-found'], // GROUP_ID_NOT_FOUND
  [72, 'kafka-retriable'], // LISTENER_NOT_FOUND
  [74, 'kafka-retriable'], // FENCED_LEADER_EPOCH: the leader has changed
  [75, 'kafka-retriable'], // UNKNOWN_LEADER_EPOCH
  [78, 'kafka-retriable'], // OFFSET_NOT_AVAILABLE
  [80, 'kafka-refused'], // PREFERRED_LEADER_NOT_AVAILABLE
  [83, 'kafka-refused'], // ELIGIBLE_LEADERS_NOT_AVAILABLE
  [85, 'not-found'], // NO_REASSIGNMENT_IN_PROGRESS
  [86, 'kafka-refused'], // GROUP_SUBSCRIBED_TO_TOPIC
  [87, 'bad-request'], // INVALID_RECORD
  [89, 'too-many-requests'], // THROTTLING_QUOTA_EXCEEDED
  [91, 'not-found'], // RESOURCE_NOT_FOUND
  [92, 'kafka-refused'], // DUPLICATE_RESOURCE
  [93, 'kafka-refused'], // UNACCEPTABLE_CREDENTIAL
]);

/** What a code of Kafka (positive) or librdkafka (negative) is called here. */
export function errorCodeOf(code: number): ErrorCode {
  return CODES.get(code) ?? 'kafka-error';
}
