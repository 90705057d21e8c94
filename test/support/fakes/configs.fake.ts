import { GatewayError } from '../../../src/errors/gateway-error.js';
import type { Outcome } from '../../../src/kafka/admin.client.js';
import {
  type ConfigChange,
  type ConfigDetails,
  type ConfigResource,
  ConfigsClient,
} from '../../../src/kafka/configs.client.js';
import type { FakeAdminClient } from './admin.fake.js';

/** A setting that the fake knows: what it is worth where nobody has set it. */
interface Known {
  default: string;
  readOnly?: boolean;
  sensitive?: boolean;
  list?: boolean;
}

type Type = ConfigResource['type'];

const BROKER: Readonly<Record<string, Known>> = {
  'broker.id': { default: '1', readOnly: true },
  'log.retention.ms': { default: '604800000' },
  'log.cleanup.policy': { default: 'delete', list: true },
  'ssl.key.password': { default: 'secret', sensitive: true },
};
const KNOWN: Readonly<Record<Type, Readonly<Record<string, Known>>>> = {
  topic: { 'retention.ms': { default: '604800000' }, 'cleanup.policy': { default: 'delete', list: true } },
  broker: BROKER,
  'default-broker': BROKER,
};
const SOURCE: Readonly<Record<Type, string>> = {
  topic: 'DYNAMIC_TOPIC_CONFIG',
  broker: 'DYNAMIC_BROKER_CONFIG',
  'default-broker': 'DYNAMIC_DEFAULT_BROKER_CONFIG',
};

/** Settings in memory, of the topics and brokers of a fake cluster. Changes are atomic for each resource, as in Kafka. */
export class FakeConfigsClient extends ConfigsClient {
  /** How often brokers that are asked still show what was before a change. */
  lag = 0;
  private set: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();
  private old = { shown: this.set, times: 0 };
  private failure: GatewayError | null = null;

  constructor(private readonly cluster: FakeAdminClient) {
    super();
  }

  /** All further calls reject with the error; null: they work again. */
  failWith(error: GatewayError | null): void {
    this.failure = error;
  }

  /** Forgets all that was set. */
  clear(): void {
    this.set = new Map();
    this.old = { shown: this.set, times: 0 };
    this.lag = 0;
  }

  override async describe(
    resources: readonly ConfigResource[],
    names: readonly string[] = [],
  ): Promise<Outcome<ConfigDetails[]>[]> {
    if (this.failure) throw this.failure;
    const shown = this.old.times-- > 0 ? this.old.shown : this.set;
    return resources.map((resource) => {
      const error = this.missing(resource);
      if (error) return { error };
      const own = shown.get(keyOf(resource)) ?? new Map<string, string>();
      const listed = Object.keys(KNOWN[resource.type])
        .filter((name) => names.length === 0 || names.includes(name))
        .filter((name) => resource.type !== 'default-broker' || own.has(name))
        .sort();
      return { value: listed.map((name) => entry(resource, name, own.get(name))) };
    });
  }

  override async alter(
    alterations: readonly { resource: ConfigResource; changes: readonly ConfigChange[] }[],
    { validateOnly }: { validateOnly: boolean },
  ): Promise<Outcome<void>[]> {
    if (this.failure) throw this.failure;
    if (!validateOnly) this.old = { shown: this.set, times: this.lag };
    return alterations.map(({ resource, changes }) => {
      const error = this.missing(resource);
      if (error) return { error };
      const next = new Map(this.set.get(keyOf(resource)));
      for (const change of changes) {
        const refusal = apply(next, resource, change);
        if (refusal !== null) return { error: new GatewayError('kafka-refused', refusal) };
      }
      if (!validateOnly) this.set = new Map([...this.set, [keyOf(resource), next]]);
      return { value: undefined };
    });
  }

  private missing(resource: ConfigResource): GatewayError | null {
    if (resource.type === 'topic' && !this.cluster.topics.has(resource.name)) {
      return new GatewayError('topic-not-found', `Topic "${resource.name}" not found.`);
    }
    return null;
  }
}

function entry({ type }: ConfigResource, name: string, set: string | undefined): ConfigDetails {
  const known = KNOWN[type][name];
  if (!known) throw new Error(`${name} is no setting of the fake`);
  const value = (text: string): string | null => (known.sensitive ? null : text);
  const fallback = { name, value: value(known.default), source: 'DEFAULT_CONFIG' };
  const own = set === undefined ? [] : [{ name, value: value(set), source: SOURCE[type] }];
  return {
    name,
    value: value(set ?? known.default),
    source: set === undefined ? 'DEFAULT_CONFIG' : SOURCE[type],
    isDefault: set === undefined,
    isReadOnly: known.readOnly ?? false,
    isSensitive: known.sensitive ?? false,
    synonyms: [...own, fallback],
  };
}

function keyOf(resource: ConfigResource): string {
  return 'name' in resource ? `${resource.type}:${resource.name}` : resource.type;
}

/** Why not; null when it was done. */
function apply(own: Map<string, string>, { type }: ConfigResource, change: ConfigChange): string | null {
  const { name, operation } = change;
  const known = KNOWN[type][name];
  if (!known) return `Unknown config name: ${name}`;
  if (known.readOnly) return `Cannot update these configs dynamically: ${name}`;
  if (operation === 'DELETE') {
    own.delete(name);
    return null;
  }
  const value = change.value ?? '';
  if (name.endsWith('.ms') && !/^-?\d+$/.test(value)) return `Invalid value ${value} for configuration ${name}`;
  if (operation !== 'SET' && !known.list) return `Config value append is not allowed for config key: ${name}`;
  const parts = (own.get(name) ?? known.default).split(',').filter((part) => part !== value);
  const list = operation === 'APPEND' ? [...parts, value] : parts;
  own.set(name, operation === 'SET' ? value : list.join(','));
  return null;
}
