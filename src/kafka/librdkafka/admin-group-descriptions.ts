import type { BrokerNode, Outcome } from '../admin.client.js';
import type { GroupDescription, GroupMember } from '../groups.client.js';
import { readError, withNames } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError } from './admin-errors.js';
import { groupNotFound, groupState, groupType } from './admin-groups.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf, type Pointer } from './library.js';
import { readPartitionList } from './topic-partition-list.js';

const describe = declare('DescribeConsumerGroups', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const resultOf = declare('event_DescribeConsumerGroups_result', 'pointer', 'pointer');
const groupsOf = declare('DescribeConsumerGroups_result_groups', 'pointer', 'pointer', 'pointer');
const groupId = declare('ConsumerGroupDescription_group_id', 'string', 'pointer');
const groupError = declare('ConsumerGroupDescription_error', 'pointer', 'pointer');
const groupSimple = declare('ConsumerGroupDescription_is_simple_consumer_group', 'int', 'pointer');
const groupAssignor = declare('ConsumerGroupDescription_partition_assignor', 'string', 'pointer');
const stateOf = declare('ConsumerGroupDescription_state', 'int', 'pointer');
const typeOf = declare('ConsumerGroupDescription_type', 'int', 'pointer');
const groupCoordinator = declare('ConsumerGroupDescription_coordinator', 'pointer', 'pointer');
const memberCount = declare('ConsumerGroupDescription_member_count', 'size', 'pointer');
const memberAt = declare('ConsumerGroupDescription_member', 'pointer', 'pointer', 'size');
const memberId = declare('MemberDescription_consumer_id', 'string', 'pointer');
const memberInstance = declare('MemberDescription_group_instance_id', 'string', 'pointer');
const memberClient = declare('MemberDescription_client_id', 'string', 'pointer');
const memberHost = declare('MemberDescription_host', 'string', 'pointer');
const memberAssignment = declare('MemberDescription_assignment', 'pointer', 'pointer');
const assignedPartitions = declare('MemberAssignment_partitions', 'pointer', 'pointer');
const nodeId = declare('Node_id', 'int', 'pointer');
const nodeHost = declare('Node_host', 'string', 'pointer');
const nodePort = declare('Node_port', 'int', 'pointer');
const nodeRack = declare('Node_rack', 'string', 'pointer');

const GROUP_ID_NOT_FOUND = 69;

/** Outcomes by name. At least one group; they must differ. A group that is dead was never there, or is gone. */
export function describeGroups(groups: readonly string[]): AdminRequest<Map<string, Outcome<GroupDescription>>> {
  return {
    operation: AdminOperation.DescribeConsumerGroups,
    submit: (handle, options, queue) =>
      withNames(groups, (array, count) => describe(handle, array, count, options, queue)),
    decode: (event) =>
      new Map(listOf(groupsOf, resultOf(event)).map((group) => [groupId(group) ?? '', readGroup(group)])),
  };
}

function readGroup(group: bigint): Outcome<GroupDescription> {
  const name = groupId(group) ?? '';
  const { code, text } = readError(groupError(group));
  const state = groupState(stateOf(group));
  if (code === GROUP_ID_NOT_FOUND || (code === 0 && state === 'DEAD')) return { error: groupNotFound(name) };
  if (code !== 0) return { error: adminError(code, text) };
  return {
    value: {
      group: name,
      isSimple: groupSimple(group) !== 0,
      state,
      type: groupType(typeOf(group)),
      partitionAssignor: groupAssignor(group) ?? '',
      coordinator: readNode(groupCoordinator(group)),
      members: Array.from({ length: Number(memberCount(group)) }, (_, index) => readMember(memberAt(group, index)!)),
    },
  };
}

function readMember(member: bigint): GroupMember {
  const assignment = memberAssignment(member);
  const partitions = assignment ? readPartitionList(assignedPartitions(assignment)) : [];
  return {
    memberId: memberId(member) ?? '',
    instanceId: memberInstance(member),
    clientId: memberClient(member) ?? '',
    host: memberHost(member) ?? '',
    assignment: partitions.map(({ topic, partition }) => ({ topic, partition })),
  };
}

function readNode(node: Pointer): BrokerNode | null {
  if (!node) return null;
  return { id: nodeId(node), host: nodeHost(node) ?? '', port: nodePort(node), rack: nodeRack(node) };
}
