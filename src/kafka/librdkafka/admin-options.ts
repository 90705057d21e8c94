import { errorText } from './admin-arguments.js';
import { adminError } from './admin-errors.js';
import { errstr, lastErrorText } from './handle.js';
import { declare, type Pointer } from './library.js';

const optionsNew = declare('AdminOptions_new', 'pointer', 'pointer', 'int');
const optionsDestroy = declare('AdminOptions_destroy', 'void', 'pointer');
const setOpaque = declare('AdminOptions_set_opaque', 'void', 'pointer', 'pointer');
const setRequestTimeout = declare('AdminOptions_set_request_timeout', 'int', 'pointer', 'int', 'pointer', 'size');
const setOperationTimeout = declare('AdminOptions_set_operation_timeout', 'int', 'pointer', 'int', 'pointer', 'size');
const setValidateOnly = declare('AdminOptions_set_validate_only', 'int', 'pointer', 'int', 'pointer', 'size');
const setAuthorizedOperations = declare('AdminOptions_set_include_authorized_operations', 'pointer', 'pointer', 'int');
const setBroker = declare('AdminOptions_set_broker', 'int', 'pointer', 'int', 'pointer', 'size');
const setIsolationLevel = declare('AdminOptions_set_isolation_level', 'pointer', 'pointer', 'int');

/** rd_kafka_IsolationLevel_t */
const READ_COMMITTED = 1;

/** rd_kafka_admin_op_t */
export const AdminOperation = {
  CreateTopics: 1,
  DeleteTopics: 2,
  CreatePartitions: 3,
  AlterConfigs: 4,
  DescribeConfigs: 5,
  DeleteRecords: 6,
  DeleteGroups: 7,
  DeleteConsumerGroupOffsets: 8,
  CreateAcls: 9,
  DescribeAcls: 10,
  DeleteAcls: 11,
  ListConsumerGroups: 12,
  DescribeConsumerGroups: 13,
  ListConsumerGroupOffsets: 14,
  AlterConsumerGroupOffsets: 15,
  IncrementalAlterConfigs: 16,
  DescribeUserScramCredentials: 17,
  AlterUserScramCredentials: 18,
  DescribeTopics: 19,
  DescribeCluster: 20,
  ListOffsets: 21,
  ElectLeaders: 22,
} as const;

export type AdminOperation = (typeof AdminOperation)[keyof typeof AdminOperation];

/** Runs `use` with a `rd_kafka_AdminOptions_t *` and frees it afterwards; requests copy it. `id` comes back with the answer. */
export function withAdminOptions(
  handle: bigint,
  operation: AdminOperation,
  id: number,
  timeoutMs: number,
  use: (options: bigint) => void,
): void {
  const options = optionsNew(handle, operation);
  if (!options) throw new Error('out of memory');
  try {
    setOpaque(options, BigInt(id));
    checkOption(setRequestTimeout(options, timeoutMs, errstr.buffer, errstr.size));
    use(options);
  } finally {
    optionsDestroy(options);
  }
}

/** How long brokers may take for a change to be done everywhere (ms); without it they answer as soon as it is begun. */
export function waitForChange(options: bigint, timeoutMs: number): void {
  checkOption(setOperationTimeout(options, timeoutMs, errstr.buffer, errstr.size));
}

/** Brokers check the request and change nothing. */
export function validateOnly(options: bigint): void {
  checkOption(setValidateOnly(options, 1, errstr.buffer, errstr.size));
}

/** Brokers also say what the principal may do. */
export function withAuthorizedOperations(options: bigint): void {
  checkSetting(setAuthorizedOperations(options, 1));
}

/** This broker answers, not the one that librdkafka would ask. When it is not there, the request waits for it in vain. */
export function askBroker(options: bigint, brokerId: number): void {
  checkOption(setBroker(options, brokerId, errstr.buffer, errstr.size));
}

/** The end of a partition is where its open transactions begin. */
export function readCommitted(options: bigint): void {
  checkSetting(setIsolationLevel(options, READ_COMMITTED));
}

function checkSetting(error: Pointer): void {
  const refused = errorText(error);
  if (refused !== null) throw new Error(refused);
}

function checkOption(code: number): void {
  if (code !== 0) throw adminError(code, lastErrorText());
}
