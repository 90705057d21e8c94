import type { ConfigEntry } from '../admin.client.js';
import { plainName, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { adminError, topicNotFound } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf } from './library.js';

const describe = declare('DescribeConfigs', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const resultOf = declare('event_DescribeConfigs_result', 'pointer', 'pointer');
const resourcesOf = declare('DescribeConfigs_result_resources', 'pointer', 'pointer', 'pointer');
const resourceNew = declare('ConfigResource_new', 'pointer', 'int', 'string');
const resourceDestroy = declare('ConfigResource_destroy', 'void', 'pointer');
const resourceConfig = declare('ConfigResource_set_config', 'int', 'pointer', 'string', 'string');
const resourceError = declare('ConfigResource_error', 'int', 'pointer');
const resourceErrorText = declare('ConfigResource_error_string', 'string', 'pointer');
const entriesOf = declare('ConfigResource_configs', 'pointer', 'pointer', 'pointer');
const entryName = declare('ConfigEntry_name', 'string', 'pointer');
const entryValue = declare('ConfigEntry_value', 'string', 'pointer');
const entrySource = declare('ConfigEntry_source', 'int', 'pointer');
const sourceName = declare('ConfigSource_name', 'string', 'int');
const isDefault = declare('ConfigEntry_is_default', 'int', 'pointer');
const isReadOnly = declare('ConfigEntry_is_read_only', 'int', 'pointer');
const isSensitive = declare('ConfigEntry_is_sensitive', 'int', 'pointer');

/** rd_kafka_ResourceType_t */
const RESOURCE_TOPIC = 2;
const RESOURCE_BROKER = 4;
const UNKNOWN_TOPIC_OR_PARTITION = 3;
const INVALID_TOPIC_EXCEPTION = 17;
/** Not authorized for the topic or the cluster, not supported by the brokers. */
const UNTOLD = new Set([29, 31, 35, -165]);

/** All settings of a topic. Rejects with `topic-not-found`. */
export function describeTopicConfigs(topic: string): AdminRequest<ConfigEntry[]> {
  return describeResource(RESOURCE_TOPIC, topic, []);
}

/**
 * The named settings of a broker (all 300 of them take 30 ms to decode). Those that it does not have, or that it does not
 * tell, are left out.
 */
export function describeBrokerConfigs(brokerId: number, names: readonly string[]): AdminRequest<ConfigEntry[]> {
  for (const name of names) plainName(name);
  const untold = (code: number): ConfigEntry[] | undefined => (UNTOLD.has(code) ? [] : undefined);
  return { ...describeResource(RESOURCE_BROKER, String(brokerId), names, untold), failed: untold };
}

function describeResource(
  type: number,
  name: string,
  only: readonly string[],
  failed: (code: number) => ConfigEntry[] | undefined = () => undefined,
): AdminRequest<ConfigEntry[]> {
  plainName(name);
  return {
    operation: AdminOperation.DescribeConfigs,
    submit: (handle, options, queue) =>
      withObjects([buildResource(type, name, only)], resourceDestroy, (array, count) =>
        describe(handle, array, count, options, queue),
      ),
    decode: (event) => {
      const [resource] = listOf(resourcesOf, resultOf(event));
      if (!resource) throw new Error('DescribeConfigs answered without its resource');
      const code = resourceError(resource);
      const instead = failed(code);
      if (instead) return instead;
      if (type === RESOURCE_TOPIC && (code === UNKNOWN_TOPIC_OR_PARTITION || code === INVALID_TOPIC_EXCEPTION)) {
        throw topicNotFound(name);
      }
      if (code !== 0) throw adminError(code, resourceErrorText(resource));
      return listOf(entriesOf, resource).map(readEntry);
    },
  };
}

/** Names to look up travel as settings with a value that is not sent. */
function buildResource(type: number, name: string, only: readonly string[]): bigint {
  const resource = resourceNew(type, name);
  if (!resource) throw new Error('out of memory');
  for (const config of only) resourceConfig(resource, config, '');
  return resource;
}

function readEntry(entry: bigint): ConfigEntry {
  return {
    name: entryName(entry) ?? '',
    value: entryValue(entry),
    source: sourceName(entrySource(entry)) ?? 'UNKNOWN_CONFIG',
    isDefault: isDefault(entry) === 1,
    isReadOnly: isReadOnly(entry) === 1,
    isSensitive: isSensitive(entry) === 1,
  };
}
