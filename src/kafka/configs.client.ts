import type { ConfigEntry, Outcome } from './admin.client.js';

/** What has settings. `default-broker` stands for all brokers that have no value of their own. */
export type ConfigResource = { type: 'topic' | 'broker'; name: string } | { type: 'default-broker' };

export interface ConfigSynonym {
  name: string;
  /** Null when sensitive. */
  value: string | null;
  /** Kafka's ConfigSource. */
  source: string;
}

export interface ConfigDetails extends ConfigEntry {
  /** Where the value comes from and what would come next, the one in effect first. */
  synonyms: ConfigSynonym[];
}

export interface ConfigChange {
  name: string;
  /** Kafka's AlterConfigOp; APPEND and SUBTRACT change lists. */
  operation: 'SET' | 'DELETE' | 'APPEND' | 'SUBTRACT';
  /** Null with DELETE. */
  value: string | null;
}

/** Settings that all brokers share which have no value of their own. Methods reject with `GatewayError`. */
export interface DefaultBrokerConfigs {
  /** Those that are set. */
  describe(names: readonly string[]): Promise<ConfigDetails[]>;
  alter(changes: readonly ConfigChange[], validateOnly: boolean): Promise<void>;
}

/** Settings of topics and brokers. Injection token. Methods reject with `GatewayError` like those of `AdminClient`. */
export abstract class ConfigsClient {
  /**
   * One outcome per resource, in order, settings sorted by name. Resources must differ. An unknown topic is `topic-not-found`.
   *
   * @param names only these settings; without it all
   */
  abstract describe(
    resources: readonly ConfigResource[],
    names?: readonly string[],
  ): Promise<Outcome<ConfigDetails[]>[]>;
  /** Atomic for each resource. One outcome per resource, in order. */
  abstract alter(
    alterations: readonly { resource: ConfigResource; changes: readonly ConfigChange[] }[],
    options: { validateOnly: boolean },
  ): Promise<Outcome<void>[]>;
}
