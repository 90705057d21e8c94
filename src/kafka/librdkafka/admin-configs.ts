import type { ConfigEntry, Outcome } from '../admin.client.js';
import type { ConfigDetails, ConfigSynonym } from '../configs.client.js';
import { plainName, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { missingOutcome, outcomeOf, topicNotFound } from './admin-errors.js';
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
const synonymsOf = declare('ConfigEntry_synonyms', 'pointer', 'pointer', 'pointer');
const entryName = declare('ConfigEntry_name', 'string', 'pointer');
const entryValue = declare('ConfigEntry_value', 'string', 'pointer');
const entrySource = declare('ConfigEntry_source', 'int', 'pointer');
const sourceName = declare('ConfigSource_name', 'string', 'int');
const isDefault = declare('ConfigEntry_is_default', 'int', 'pointer');
const isReadOnly = declare('ConfigEntry_is_read_only', 'int', 'pointer');
const isSensitive = declare('ConfigEntry_is_sensitive', 'int', 'pointer');

/** rd_kafka_ResourceType_t */
export const RESOURCE_TOPIC = 2;
export const RESOURCE_BROKER = 4;
const UNKNOWN_TOPIC_OR_PARTITION = 3;
const INVALID_TOPIC_EXCEPTION = 17;
/** Not authorized for the topic or the cluster, not supported by the brokers. */
const UNTOLD = new Set([29, 31, 35, -165]);

/** A `rd_kafka_ConfigResource_t`: a topic, or a broker by its id. */
export interface ConfigTarget {
  type: number;
  name: string;
}

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

/**
 * Settings with what they come from; outcomes in order. At least one target, each once.
 *
 * @param only these settings; empty: all
 */
export function describeConfigs(
  targets: readonly ConfigTarget[],
  only: readonly string[],
): AdminRequest<Outcome<ConfigDetails[]>[]> {
  for (const name of [...targets.map((target) => target.name), ...only]) plainName(name);
  return {
    operation: AdminOperation.DescribeConfigs,
    repeatable: targets.every(({ type }) => type === RESOURCE_TOPIC),
    submit: (handle, options, queue) =>
      withObjects(
        targets.map((target) => buildResource(target, only)),
        resourceDestroy,
        (array, count) => describe(handle, array, count, options, queue),
      ),
    decode: (event) => {
      const resources = listOf(resourcesOf, resultOf(event));
      return targets.map((target, index) =>
        resourceOutcome(resources[index], target, (resource) => listOf(entriesOf, resource).map(readDetails)),
      );
    },
  };
}

/** What an answered `rd_kafka_ConfigResource_t *` says of its target. */
export function resourceOutcome<T>(
  resource: bigint | undefined,
  { type, name }: ConfigTarget,
  value: (resource: bigint) => T,
): Outcome<T> {
  if (resource === undefined) return missingOutcome();
  const code = resourceError(resource);
  if (type === RESOURCE_TOPIC && (code === UNKNOWN_TOPIC_OR_PARTITION || code === INVALID_TOPIC_EXCEPTION)) {
    return { error: topicNotFound(name) };
  }
  return outcomeOf(code, resourceErrorText(resource), () => value(resource));
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
    repeatable: type === RESOURCE_TOPIC,
    submit: (handle, options, queue) =>
      withObjects([buildResource({ type, name }, only)], resourceDestroy, (array, count) =>
        describe(handle, array, count, options, queue),
      ),
    decode: (event) => {
      const [resource] = listOf(resourcesOf, resultOf(event));
      const instead = resource ? failed(resourceError(resource)) : undefined;
      if (instead) return instead;
      const outcome = resourceOutcome(resource, { type, name }, () => listOf(entriesOf, resource!).map(readEntry));
      if (outcome.error) throw outcome.error;
      return outcome.value;
    },
  };
}

/** Names to look up travel as settings with a value that is not sent. */
function buildResource({ type, name }: ConfigTarget, only: readonly string[]): bigint {
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

function readDetails(entry: bigint): ConfigDetails {
  return { ...readEntry(entry), synonyms: listOf(synonymsOf, entry).map(readSynonym) };
}

function readSynonym(entry: bigint): ConfigSynonym {
  return {
    name: entryName(entry) ?? '',
    value: entryValue(entry),
    source: sourceName(entrySource(entry)) ?? 'UNKNOWN_CONFIG',
  };
}
