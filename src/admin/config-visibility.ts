import { setTimeout } from 'node:timers/promises';
import type { ConfigChange, ConfigDetails, ConfigResource, ConfigsClient } from '../kafka/configs.client.js';

const RETRY_MS = 10;
/** Brokers learn of a change within milliseconds; whoever is slower than this is not waited for. */
const PATIENCE_MS = 2000;

/** Where a value that was set for this resource says that it is from. */
const OWN_SOURCE: Readonly<Record<ConfigResource['type'], string>> = {
  topic: 'DYNAMIC_TOPIC_CONFIG',
  broker: 'DYNAMIC_BROKER_CONFIG',
  'default-broker': 'DYNAMIC_DEFAULT_BROKER_CONFIG',
};

export interface Change {
  resource: ConfigResource;
  changes: readonly ConfigChange[];
}

/**
 * Waits until brokers show what the controller just took: a client that sets a value and reads it next would be told the
 * old one. Never rejects: the change is made whether or not it can be seen.
 */
export async function untilSeen(configs: ConfigsClient, made: readonly Change[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let unseen = made;
  while (unseen.length > 0 && performance.now() < deadline) {
    const shown = await ask(configs, unseen);
    if (!shown) return;
    unseen = unseen.filter((change, index) => !isShown(change, shown[index] ?? []));
    if (unseen.length > 0) await setTimeout(RETRY_MS);
  }
}

/** Null: it cannot be asked. */
async function ask(configs: ConfigsClient, of: readonly Change[]): Promise<ConfigDetails[][] | null> {
  const names = [...new Set(of.flatMap(({ changes }) => changes.map(({ name }) => name)))];
  try {
    const outcomes = await configs.describe(
      of.map(({ resource }) => resource),
      names,
    );
    return outcomes.some(({ error }) => error) ? null : outcomes.map(({ value }) => value ?? []);
  } catch {
    return null;
  }
}

/** Secrets are never shown, and what became of a list depends on what it was. */
function isShown({ resource, changes }: Change, shown: readonly ConfigDetails[]): boolean {
  const source = OWN_SOURCE[resource.type];
  return changes.every(({ name, operation, value }) => {
    const config = shown.find((candidate) => candidate.name === name);
    const own = config?.synonyms.find((synonym) => synonym.source === source);
    if (operation === 'DELETE') return own === undefined;
    return config?.isSensitive === true || (own !== undefined && (operation !== 'SET' || alike(own.value, value)));
  });
}

/** Brokers show what they have read: `TRUE` is `true`, `007` is `7`, `a, b` is `a,b`. */
function alike(shown: string | null, given: string | null): boolean {
  const [left, right] = [plain(shown), plain(given)];
  return left === right || (left !== '' && right !== '' && Number(left) === Number(right));
}

function plain(value: string | null): string {
  return (value ?? '').replaceAll(/\s/g, '').toLowerCase();
}
