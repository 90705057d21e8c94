import { describeConfigsV4, incrementalAlterConfigsV1 } from '@platformatic/kafka';
import type { ConfigChange, ConfigDetails, DefaultBrokerConfigs } from '../configs.client.js';
import type { ProtocolDoor } from './protocol-door.js';

/** ConfigResource.Type BROKER; without a name it means all brokers. */
const BROKER = 4;
/** AlterConfigOp */
const OPERATION = { SET: 0, APPEND: 2, SUBTRACT: 3 } as const;
const DELETE = 1;
/** ConfigSource, by its number in DescribeConfigs from version 1 on. */
const SOURCES: Readonly<Record<number, string>> = {
  1: 'DYNAMIC_TOPIC_CONFIG',
  2: 'DYNAMIC_BROKER_CONFIG',
  3: 'DYNAMIC_DEFAULT_BROKER_CONFIG',
  4: 'STATIC_BROKER_CONFIG',
  5: 'DEFAULT_CONFIG',
  6: 'DYNAMIC_BROKER_LOGGER_CONFIG',
  7: 'DYNAMIC_CLIENT_METRICS_CONFIG',
  8: 'DYNAMIC_GROUP_CONFIG',
};
const DEFAULT_CONFIG = 5;

/** What librdkafka refuses to name: the settings that apply to all brokers. */
export class ProtocolDefaultBrokerConfigs implements DefaultBrokerConfigs {
  constructor(private readonly door: ProtocolDoor) {}

  async describe(names: readonly string[]): Promise<ConfigDetails[]> {
    const configurationKeys = names.length > 0 ? [...names] : null;
    const resources = [{ resourceType: BROKER, resourceName: '', configurationKeys } as const];
    const { results } = await this.door.ask((connection) =>
      describeConfigsV4.api.async(connection, resources, true, false),
    );
    return (results[0]?.configs ?? []).map(({ name, value, configSource, readOnly, isSensitive, synonyms }) => ({
      name,
      value: isSensitive ? null : (value ?? null),
      source: SOURCES[configSource] ?? 'UNKNOWN_CONFIG',
      isDefault: configSource === DEFAULT_CONFIG,
      isReadOnly: readOnly,
      isSensitive,
      synonyms: synonyms.map((synonym) => ({
        name: synonym.name,
        value: isSensitive ? null : (synonym.value ?? null),
        source: SOURCES[synonym.source] ?? 'UNKNOWN_CONFIG',
      })),
    }));
  }

  async alter(changes: readonly ConfigChange[], validateOnly: boolean): Promise<void> {
    const configs = changes.map(({ name, operation, value }) =>
      operation === 'DELETE'
        ? ({ name, configOperation: DELETE, value: null } as const)
        : { name, configOperation: OPERATION[operation], value: value ?? '' },
    );
    await this.door.ask((connection) =>
      incrementalAlterConfigsV1.api.async(
        connection,
        [{ resourceType: BROKER, resourceName: '', configs }],
        validateOnly,
      ),
    );
  }
}
