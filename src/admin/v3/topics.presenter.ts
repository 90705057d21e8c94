import { GatewayError } from '../../errors/gateway-error.js';
import { checkName } from '../../http/path-name.js';
import type { PlacedTopic } from '../../kafka/partitions.client.js';
import type { CreateTopicRequest, NewTopicConfig } from './topics.dto.js';

const LEGAL = /^(?!\.{1,2}$)[\w.-]+$/;
const PARTITIONS_MAX = 100_000;
const BROKER_MAX = 2 ** 31 - 1;

/** @throws GatewayError `bad-request` for what cannot be a name at all, `invalid-body` */
export function readNewTopic(body: CreateTopicRequest): PlacedTopic {
  const name = checkName(body.topic_name, 'topic_name');
  if (!LEGAL.test(name)) {
    throw invalid('topic_name: must be made of letters, digits, ".", "_" and "-", and not be "." or "..".');
  }
  const assignments = readAssignments(body.replicas_assignments ?? {});
  return {
    name,
    partitions: body.partitions_count ?? -1,
    replicationFactor: body.replication_factor ?? -1,
    configs: readConfigs(body.configs ?? []),
    ...(assignments.length > 0 ? { assignments } : {}),
  };
}

/** A NUL would cut a text on its way to Kafka. */
function readConfigs(configs: readonly NewTopicConfig[]): Record<string, string> {
  const values = new Map<string, string>();
  const names = new Set<string>();
  configs.forEach(({ name, value }, index) => {
    if (names.has(name)) throw invalid(`configs[${index}].name: ${JSON.stringify(name.slice(0, 80))} is named twice.`);
    names.add(name);
    if (name === '' || name.includes('\0')) throw invalid(`configs[${index}].name: must not be empty or hold NUL.`);
    if (value?.includes('\0')) throw invalid(`configs[${index}].value: must not hold NUL.`);
    if (value !== undefined && value !== null) values.set(name, value);
  });
  return Object.fromEntries(values);
}

function readAssignments(assignments: Record<string, unknown>): number[][] {
  const entries = Object.entries(assignments);
  if (entries.length > PARTITIONS_MAX) throw invalid(`replicas_assignments: at most ${PARTITIONS_MAX} partitions.`);
  const byPartition = new Map(entries);
  return entries.map((_, partition) => {
    if (!byPartition.has(String(partition))) {
      throw invalid(
        `replicas_assignments: must name the partitions from "0" on without a gap; "${partition}" is missing.`,
      );
    }
    return readBrokers(byPartition.get(String(partition)), `replicas_assignments.${partition}`);
  });
}

function readBrokers(value: unknown, field: string): number[] {
  const isBroker = (id: unknown): id is number => Number.isInteger(id) && Number(id) >= 0 && Number(id) <= BROKER_MAX;
  if (!Array.isArray(value) || value.length === 0 || !value.every(isBroker) || new Set(value).size < value.length) {
    throw invalid(`${field}: must be a list of different broker ids.`);
  }
  return value;
}

function invalid(message: string): GatewayError {
  return new GatewayError('invalid-body', message);
}
