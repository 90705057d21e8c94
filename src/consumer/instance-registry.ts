import { GatewayError } from '../errors/gateway-error.js';
import type { Log } from '../logging/log.js';
import type { ConsumerInstance } from './consumer-instance.js';
import { instanceNotFound } from './subscription.js';

interface Entry {
  instance: ConsumerInstance;
  /** `performance.now()` of the last sign of its client. */
  usedAt: number;
  /** Requests under way. */
  active: number;
}

export interface RegistryLimits {
  /** Most instances, those being closed included. */
  maxInstances: number;
  /** Milliseconds without a request after which an instance is closed. */
  instanceTimeoutMs: number;
}

/** Told what happens to instances. */
export interface RegistryListener {
  onExpired(): void;
  /** There was no room for one more. */
  onRefused(): void;
}

/** How often expired instances are looked for, at most. */
const SWEEP_MS = 1000;

/** All instances by group and name. Forgotten ones are not found any more, and closed in the background. */
export class InstanceRegistry {
  private readonly groups = new Map<string, Map<string, Entry>>();
  private readonly closing = new Set<Promise<void>>();
  private size = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly limits: RegistryLimits,
    private readonly log: Log,
    private readonly listener: RegistryListener | null = null,
  ) {}

  /**
   * Adds what `open` makes; it is called only when the name is free and there is room.
   *
   * @throws GatewayError `consumer-exists`, `too-many-requests`, or what `open` throws
   */
  add(group: string, name: string, open: () => ConsumerInstance): void {
    if (this.find(group, name)) {
      throw new GatewayError(
        'consumer-exists',
        'Consumer with specified consumer ID already exists in the specified consumer group.',
      );
    }
    this.checkRoom();
    const entry: Entry = { instance: open(), usedAt: performance.now(), active: 0 };
    let names = this.groups.get(group);
    if (!names) this.groups.set(group, (names = new Map<string, Entry>()));
    names.set(name, entry);
    this.size++;
    this.timer ??= setInterval(() => this.sweep(), Math.min(SWEEP_MS, this.limits.instanceTimeoutMs)).unref();
  }

  /**
   * Each topic behind the first one that an instance reads topic by topic counts as one more instance.
   *
   * @throws GatewayError `too-many-requests` when there is no room for one more
   */
  checkRoom(): void {
    if (this.clients + this.closing.size < this.limits.maxInstances) return;
    this.listener?.onRefused();
    throw new GatewayError(
      'too-many-requests',
      `All ${this.limits.maxInstances} consumer instances of this gateway (consumer.instances.max) are in use: delete one, or wait until one expires`,
    );
  }

  /**
   * Finds an instance and keeps it alive until the returned `release` is called.
   *
   * @throws GatewayError `consumer-not-found`
   */
  use(group: string, name: string): { instance: ConsumerInstance; release: () => void } {
    const entry = this.find(group, name);
    if (!entry) throw instanceNotFound();
    entry.active++;
    entry.usedAt = performance.now();
    const release = (): void => {
      entry.active--;
      entry.usedAt = performance.now();
    };
    return { instance: entry.instance, release };
  }

  /** Members of groups: each topic behind the first one that an instance reads topic by topic is one more. */
  get clients(): number {
    return this.all().reduce((clients, instance) => clients + instance.clients, 0);
  }

  /** Whether a group has any instance. */
  has(group: string): boolean {
    return this.groups.has(group);
  }

  all(): ConsumerInstance[] {
    return [...this.groups.values()].flatMap((names) => [...names.values()].map(({ instance }) => instance));
  }

  /**
   * Forgets an instance at once and closes it. Resolves when it has left its group.
   *
   * @throws GatewayError `consumer-not-found`
   */
  async remove(group: string, name: string): Promise<void> {
    const entry = this.find(group, name);
    if (!entry) throw instanceNotFound();
    this.forget(entry.instance);
    await this.close(entry.instance);
  }

  /** Closes all instances, and waits for those that are closing already. */
  async clear(): Promise<void> {
    for (const instance of this.all()) {
      this.forget(instance);
      this.closeInBackground(instance);
    }
    await Promise.allSettled([...this.closing]);
  }

  private find(group: string, name: string): Entry | undefined {
    const entry = this.groups.get(group)?.get(name);
    if (!entry || !this.isExpired(entry)) return entry;
    this.expire(entry);
    return undefined;
  }

  private isExpired({ active, usedAt }: Entry): boolean {
    return active === 0 && performance.now() - usedAt >= this.limits.instanceTimeoutMs;
  }

  private sweep(): void {
    for (const names of this.groups.values()) {
      for (const entry of names.values()) if (this.isExpired(entry)) this.expire(entry);
    }
  }

  private expire({ instance }: Entry): void {
    const { group, name } = instance.options;
    this.log.info({ group, instance: name }, 'consumer instance expired');
    this.listener?.onExpired();
    this.forget(instance);
    this.closeInBackground(instance);
  }

  private forget({ options: { group, name } }: ConsumerInstance): void {
    const names = this.groups.get(group);
    if (!names?.delete(name)) return;
    if (names.size === 0) this.groups.delete(group);
    this.size--;
    if (this.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private closeInBackground(instance: ConsumerInstance): void {
    const { group, name } = instance.options;
    this.close(instance).catch((error: unknown) => {
      this.log.warn({ group, instance: name, error }, 'consumer instance did not close well');
    });
  }

  private close(instance: ConsumerInstance): Promise<void> {
    const closed = instance.close().finally(() => this.closing.delete(closed));
    this.closing.add(closed);
    return closed;
  }
}
