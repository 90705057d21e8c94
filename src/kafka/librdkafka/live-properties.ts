import { GatewayError } from '../../errors/gateway-error.js';
import { declare } from './library.js';

const saslSetCredentials = declare('sasl_set_credentials', 'pointer', 'pointer', 'string', 'string');
const errorDestroy = declare('error_destroy', 'void', 'pointer');
const errorString = declare('error_string', 'string', 'pointer');

const USERNAME = 'sasl.username';
const PASSWORD = 'sasl.password';

/** Under it, copies of properties keep where they came from: a spread takes it along, librdkafka never sees it. */
export const LIVE: unique symbol = Symbol('live');

/** Properties of a librdkafka client, by their canonical names. */
export type Properties = Readonly<Record<string, string>> & { readonly [LIVE]?: LiveProperties };

/** Of the handles that are open. */
const sources = new Map<bigint, LiveProperties>();

/**
 * Properties of one kind of client that may change as long as the process runs. Handles that are opened with them, or with
 * copies that have more or other properties beside, are opened with what holds at that time. A new name and password
 * reach the open ones too: rd_kafka_sasl_set_credentials, from the next authentication on.
 */
export class LiveProperties {
  /** To open handles with. */
  readonly properties: Properties;
  private now: Properties;

  constructor(private readonly first: Properties) {
    this.now = first;
    this.properties = { ...first, [LIVE]: this };
  }

  /** What a copy of `properties` stands for now. */
  current(copy: Properties): Properties {
    const current: Record<string, string> = { ...copy };
    for (const name of different(this.first, this.now)) {
      const value = this.now[name];
      if (value === undefined) delete current[name];
      else current[name] = value;
    }
    return current;
  }

  /**
   * Whether open handles should be replaced: librdkafka reads all but a name and password once. With another name they go
   * on as well, but brokers cut connections whose user changes (KIP-368), and with them what is being asked.
   */
  needNewHandles(next: Properties): boolean {
    return different(this.now, next).some((name) => name !== PASSWORD);
  }

  /** Goes on with these properties, for the handles to come and, by name and password, for those that are open. */
  use(next: Properties): void {
    const changed = different(this.now, next).some((name) => name === USERNAME || name === PASSWORD);
    this.now = next;
    const { [USERNAME]: username, [PASSWORD]: password } = next;
    if (!changed || username === undefined || password === undefined) return;
    for (const [handle, source] of sources) if (source === this) setCredentials(handle, username, password);
  }
}

/** A handle was opened with properties that may change. */
export function follow(handle: bigint, source: LiveProperties): void {
  sources.set(handle, source);
}

/** A handle is about to be destroyed. */
export function unfollow(handle: bigint): void {
  sources.delete(handle);
}

function setCredentials(handle: bigint, username: string, password: string): void {
  const error = saslSetCredentials(handle, username, password);
  if (!error) return;
  const reason = errorString(error);
  errorDestroy(error);
  throw new GatewayError('internal', `librdkafka does not take a new name and password: ${reason}.`);
}

function different(before: Properties, after: Properties): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]);
}
