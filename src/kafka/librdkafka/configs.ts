import { GatewayError } from '../../errors/gateway-error.js';
import type { Outcome } from '../admin.client.js';
import {
  type ConfigChange,
  type ConfigDetails,
  type ConfigResource,
  ConfigsClient,
  type DefaultBrokerConfigs,
} from '../configs.client.js';
import { alterConfigs } from './admin-config-changes.js';
import { type ConfigTarget, describeConfigs, RESOURCE_BROKER, RESOURCE_TOPIC } from './admin-configs.js';
import { missingOutcome } from './admin-errors.js';
import type { AdminHandles } from './admin-handles.js';

interface Alteration {
  resource: ConfigResource;
  changes: readonly ConfigChange[];
}

/** Settings by librdkafka; those that all brokers share, which it refuses to name, by the second door. */
export class LibrdkafkaConfigsClient extends ConfigsClient {
  constructor(
    private readonly handles: AdminHandles,
    private readonly defaults: DefaultBrokerConfigs,
  ) {
    super();
  }

  override async describe(
    resources: readonly ConfigResource[],
    names: readonly string[] = [],
  ): Promise<Outcome<ConfigDetails[]>[]> {
    const outcomes = await this.each(resources, resourceOf, {
      shared: () => this.defaults.describe(names),
      own: (targets) => this.handles.call(describeConfigs(targets, names)),
    });
    return outcomes.map(sorted);
  }

  override alter(
    alterations: readonly Alteration[],
    { validateOnly }: { validateOnly: boolean },
  ): Promise<Outcome<void>[]> {
    return this.each(alterations, resourceOf, {
      shared: ({ changes }) => this.defaults.alter(changes, validateOnly),
      own: (targets, some) => {
        const known = targets.map((target, index) => ({ target, changes: some[index]!.changes }));
        return this.handles.call(alterConfigs(known, validateOnly));
      },
    });
  }

  /** One request for all topics, and one for each broker: it goes to that broker, and librdkafka takes one at a time. */
  private async each<E, T>(
    entries: readonly E[],
    resourceIn: (entry: E) => ConfigResource,
    ask: { shared: (entry: E) => Promise<T>; own: (targets: ConfigTarget[], some: E[]) => Promise<Outcome<T>[]> },
  ): Promise<Outcome<T>[]> {
    const outcomes = new Map<E, Outcome<T>>();
    const own = async (some: E[]): Promise<void> => {
      const targets = some.map((entry) => targetOf(resourceIn(entry)));
      const answers = some.length > 0 ? await ask.own(targets, some) : [];
      some.forEach((entry, index) => outcomes.set(entry, answers[index] ?? missingOutcome()));
    };
    const shared = async (entry: E): Promise<void> => void outcomes.set(entry, await outcome(ask.shared(entry)));
    const of = (type: ConfigResource['type']): E[] => entries.filter((entry) => resourceIn(entry).type === type);
    await Promise.all([
      own(of('topic')),
      ...of('broker').map((entry) => own([entry])),
      ...of('default-broker').map(shared),
    ]);
    return entries.map((entry) => outcomes.get(entry) ?? missingOutcome());
  }
}

function resourceOf(entry: ConfigResource | Alteration): ConfigResource {
  return 'resource' in entry ? entry.resource : entry;
}

function targetOf(resource: ConfigResource): ConfigTarget {
  const name = 'name' in resource ? resource.name : '';
  return { type: resource.type === 'topic' ? RESOURCE_TOPIC : RESOURCE_BROKER, name };
}

async function outcome<T>(answer: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await answer };
  } catch (error) {
    if (error instanceof GatewayError) return { error };
    throw error;
  }
}

function sorted(told: Outcome<ConfigDetails[]>): Outcome<ConfigDetails[]> {
  if (told.error) return told;
  return { value: [...told.value].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
