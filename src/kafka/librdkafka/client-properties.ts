import { tryProperties } from './handle.js';
import { LiveProperties, type Properties } from './live-properties.js';

/** The kinds of librdkafka client that have properties of their own. */
export const KINDS = ['producer', 'consumer', 'admin'] as const;
export type Kind = (typeof KINDS)[number];

/** The properties of all clients of a process, which may change while it runs. */
export class ClientProperties {
  private readonly live: Readonly<Record<Kind, LiveProperties>>;

  constructor(first: Readonly<Record<Kind, Properties>>) {
    this.live = {
      producer: new LiveProperties(first.producer),
      consumer: new LiveProperties(first.consumer),
      admin: new LiveProperties(first.admin),
    };
  }

  /** To open handles with: they are opened with what holds at that time. */
  of(kind: Kind): Properties {
    return this.live[kind].properties;
  }

  /**
   * Goes on with these properties, all or none: what open handles cannot follow to is tried first. Rejects with
   * `GatewayError` when librdkafka refuses them, with its reason.
   *
   * @param filesChanged whether a kind has files with other content under the same properties
   * @returns the kinds whose open handles go on with what was before
   */
  async use(next: Readonly<Record<Kind, Properties>>, filesChanged: (kind: Kind) => boolean): Promise<Kind[]> {
    const behind = KINDS.filter((kind) => filesChanged(kind) || this.live[kind].needNewHandles(next[kind]));
    for (const kind of behind) await tryProperties(kind === 'producer' ? 'producer' : 'consumer', next[kind]);
    for (const kind of KINDS) this.live[kind].use(next[kind]);
    return behind;
  }
}
