import { setTimeout as delay } from 'node:timers/promises';
import { type INestApplication, type NestApplicationOptions, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { CredentialFiles } from './config/credentials/credential-files.js';
import type { Listener, Settings } from './config/settings.js';
import { GatewayAdapter } from './http/adapter.js';
import { Drain } from './http/drain.js';
import { ClientAddress } from './http/client-address.js';
import { ErrorFilter } from './http/error.filter.js';
import { collectRawRoutes } from './http/raw-routes.js';
import { Listeners } from './http/listeners.js';
import type { Unfinished } from './http/unfinished.js';
import { createManagementServer } from './http/management-server.js';
import { TlsListeners } from './http/tls-listeners.js';
import { ManagementService } from './health/management.service.js';
import { ConsumerService } from './consumer/consumer.service.js';
import { Metrics } from './metrics/metrics.js';
import { BaseUri } from './http/base-uri.js';
import { Peers } from './peers/peers.js';
import { logReload } from './logging/credential-reload.js';
import type { Log } from './logging/log.js';
import { createLog } from './logging/logger.js';
import { NestLog } from './logging/nest-log.js';
import type { RequestTracer } from './tracing/request-tracer.js';
import { startTracing } from './tracing/start-tracing.js';

/** How Nest makes an application from a module; tests put one in between that replaces providers. */
export type CreateNest = (
  module: ReturnType<typeof AppModule.of>,
  adapter: AbstractHttpAdapter,
  options: NestApplicationOptions,
) => Promise<INestApplication>;

export interface AppOverrides {
  log?: Log;
  createNest?: CreateNest;
  /** Files that the settings came from; closed with the gateway. */
  credentials?: CredentialFiles;
}

/** Builds the gateway, initialized but not listening. Rejects when a provider cannot be built. */
export async function createApp(settings: Settings, overrides: AppOverrides = {}): Promise<Gateway> {
  const log = overrides.log ?? createLog(settings.log);
  const drain = new Drain();
  const metrics = new Metrics();
  const tracer = await startTracing(settings.observed.tracing, log);
  const adapter = new GatewayAdapter({
    settings: settings.http,
    log,
    drain,
    metrics: metrics.http,
    accessLevel: settings.observed.accessLog ? 'info' : 'debug',
    auditLog: settings.observed.auditLog,
    tracer,
    clientAddress: new ClientAddress(settings.http.trustedProxies),
  });
  const createNest: CreateNest = overrides.createNest ?? ((...args) => NestFactory.create(...args));
  const nest = await createNest(AppModule.of(settings, drain, metrics, overrides.credentials), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  // The extractor is the adapter's own `dialectOf`; Nest only wants to know that versions are chosen by the request.
  nest.enableVersioning({ type: VersioningType.CUSTOM, extractor: () => [] });
  nest.useGlobalFilters(new ErrorFilter());
  await nest.init();
  collectRawRoutes(nest, adapter.lane, settings.http);
  const peers = peersOf(settings, nest, metrics, log);
  const tls = settings.http.tls && new TlsListeners(settings.http.tls, log);
  const { credentials = null } = overrides;
  credentials?.onChange('peers', ({ settings: now }) => peers?.useKeys(now.peers?.keys ?? []));
  credentials?.onChange('listeners', ({ settings: now }) => {
    if (now.http.tls) tls?.use(now.http.tls);
  });
  credentials?.start(settings.credentials.reloadMs, (reload) => {
    logReload(log, reload);
    metrics.credentials.reloaded(reload);
  });
  return new Gateway(nest, adapter, settings, drain, log, metrics, peers, tracer, tls, credentials);
}

/** Null: there are no other replicas. */
function peersOf(settings: Settings, nest: INestApplication, { peers: metrics }: Metrics, log: Log): Peers | null {
  const consumers = nest.get(ConsumerService);
  return settings.peers && new Peers(settings, settings.peers, nest.get(BaseUri), consumers, metrics, log);
}

/** What a gateway is doing. */
export type Phase = 'serving' | 'draining' | 'answering requests in flight' | 'closing Kafka clients' | 'closed';

/** The running gateway. */
export class Gateway {
  private readonly listeners = new Listeners();
  private readonly managementListeners = new Listeners();
  private closing: Promise<void> | null = null;
  private phase: Phase = 'serving';
  private readonly cutOff: Unfinished[] = [];

  constructor(
    readonly nest: INestApplication,
    private readonly adapter: GatewayAdapter,
    private readonly settings: Settings,
    private readonly drain: Drain,
    private readonly log: Log,
    readonly metrics: Metrics,
    private readonly peers: Peers | null,
    private readonly tracer: RequestTracer | null,
    private readonly tls: TlsListeners | null,
    private readonly credentials: CredentialFiles | null,
  ) {}

  /** Binds the listeners for operators. Returns their URLs; rejects when one cannot be bound. */
  async listenForManagement(): Promise<string[]> {
    const pages = this.nest.get(ManagementService);
    const urls: string[] = [];
    for (const listener of this.settings.management.listeners) {
      const tls = this.tlsOf(listener);
      const server = createManagementServer(this.settings.http, this.log, (path, body) => pages.page(path, body), tls);
      urls.push(await this.managementListeners.bind(server, listener));
    }
    return urls;
  }

  /** Binds all listeners of the API. Returns their URLs, with the ports that were taken; rejects when one cannot be bound. */
  async listen(): Promise<string[]> {
    await this.listenForPeers();
    const urls: string[] = [];
    for (const listener of this.settings.http.listeners) {
      const server = this.adapter.createServer({ gate: this.peers?.clients, tls: this.tlsOf(listener) });
      urls.push(await this.listeners.bind(server, listener));
    }
    return urls;
  }

  private tlsOf({ protocol }: Listener): TlsListeners | null {
    return protocol === 'https' ? this.tls : null;
  }

  /** The others may pass requests on as soon as this replica is listed, which may be before clients reach it. */
  private async listenForPeers(): Promise<void> {
    if (!this.peers || !this.settings.peers) return;
    const { listener } = this.settings.peers;
    const url = await this.listeners.bind(this.adapter.createPeerServer(this.peers.replicas), listener);
    this.log.info({ listener: url }, 'listening for other replicas');
    await this.peers.start();
  }

  /**
   * Shuts down: not ready, but serving, for `shutdownDrainMs`; then nothing new is accepted and requests in flight are
   * answered, for at most `shutdownTimeoutMs`; Kafka clients close last. Calling it again waits for the same end.
   */
  close(): Promise<void> {
    // Without a catch: whoever closes hears of it.
    this.closing ??= this.shutDown();
    return this.closing;
  }

  /** What is not done yet: for the log, when a shutdown has to be broken off. */
  get leftovers(): { phase: Phase; requests: Unfinished[] } {
    return { phase: this.phase, requests: this.listeners.unfinished };
  }

  /** Requests that shutdown cut off, because they took longer than `shutdownTimeoutMs`. */
  get abandoned(): readonly Unfinished[] {
    return this.cutOff;
  }

  private async shutDown(): Promise<void> {
    const { shutdownDrainMs, shutdownTimeoutMs } = this.settings.http;
    this.phase = 'draining';
    this.drain.begin();
    this.credentials?.close();
    if (this.listeners.bound) await delay(shutdownDrainMs);
    this.phase = 'answering requests in flight';
    this.drain.close();
    this.cutOff.push(...(await this.listeners.close(shutdownTimeoutMs)));
    for (const request of this.cutOff) this.log.warn({ ...request }, 'a request took too long, shutdown cut it off');
    await this.peers?.close();
    this.phase = 'closing Kafka clients';
    await this.nest.close();
    await this.managementListeners.close(0);
    this.tls?.close();
    await this.tracer?.close();
    this.phase = 'closed';
  }
}
