import { setTimeout as delay } from 'node:timers/promises';
import { type INestApplication, type NestApplicationOptions, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { Settings } from './config/settings.js';
import { GatewayAdapter } from './http/adapter.js';
import { Drain } from './http/drain.js';
import { ErrorFilter } from './http/error.filter.js';
import { collectRawRoutes } from './http/raw-routes.js';
import { Listeners } from './http/listeners.js';
import { createManagementServer } from './http/management-server.js';
import { ManagementService } from './health/management.service.js';
import { Metrics } from './metrics/metrics.js';
import type { Log } from './logging/log.js';
import { createLog } from './logging/logger.js';
import { NestLog } from './logging/nest-log.js';

/** How Nest makes an application from a module; tests put one in between that replaces providers. */
export type CreateNest = (
  module: ReturnType<typeof AppModule.of>,
  adapter: AbstractHttpAdapter,
  options: NestApplicationOptions,
) => Promise<INestApplication>;

export interface AppOverrides {
  log?: Log;
  createNest?: CreateNest;
}

/** Builds the gateway, initialized but not listening. Rejects when a provider cannot be built. */
export async function createApp(settings: Settings, overrides: AppOverrides = {}): Promise<Gateway> {
  const log = overrides.log ?? createLog(settings.log);
  const drain = new Drain();
  const accessLog = settings.log.level === 'debug' || settings.log.level === 'trace';
  const metrics = new Metrics();
  const adapter = new GatewayAdapter({ settings: settings.http, log, drain, metrics: metrics.http, accessLog });
  const createNest: CreateNest = overrides.createNest ?? ((...args) => NestFactory.create(...args));
  const nest = await createNest(AppModule.of(settings, drain, metrics), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  // The extractor is the adapter's own `dialectOf`; Nest only wants to know that versions are chosen by the request.
  nest.enableVersioning({ type: VersioningType.CUSTOM, extractor: () => [] });
  nest.useGlobalFilters(new ErrorFilter());
  await nest.init();
  collectRawRoutes(nest, adapter.lane, settings.http);
  return new Gateway(nest, adapter, settings, drain, log, metrics);
}

/** The running gateway. */
export class Gateway {
  private readonly listeners = new Listeners();
  private readonly managementListeners = new Listeners();
  private closing: Promise<void> | null = null;

  constructor(
    readonly nest: INestApplication,
    private readonly adapter: GatewayAdapter,
    private readonly settings: Settings,
    private readonly drain: Drain,
    private readonly log: Log,
    readonly metrics: Metrics,
  ) {}

  /** Binds the listeners for operators. Returns their URLs; rejects when one cannot be bound. */
  async listenForManagement(): Promise<string[]> {
    const pages = this.nest.get(ManagementService);
    const urls: string[] = [];
    for (const listener of this.settings.management.listeners) {
      const server = createManagementServer(this.settings.http, this.log, (path) => pages.page(path));
      urls.push(await this.managementListeners.bind(server, listener));
    }
    return urls;
  }

  /** Binds all listeners of the API. Returns their URLs, with the ports that were taken; rejects when one cannot be bound. */
  async listen(): Promise<string[]> {
    const urls: string[] = [];
    for (const listener of this.settings.http.listeners) {
      urls.push(await this.listeners.bind(this.adapter.createServer(), listener));
    }
    return urls;
  }

  /**
   * Shuts down: not ready, but serving, for `shutdownDrainMs`; then nothing new is accepted and requests in flight are
   * answered, for at most `shutdownTimeoutMs`; Kafka clients close last. Calling it again waits for the same end.
   */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    const { shutdownDrainMs, shutdownTimeoutMs } = this.settings.http;
    this.drain.begin();
    if (this.listeners.bound) await delay(shutdownDrainMs);
    this.drain.close();
    await this.listeners.close(shutdownTimeoutMs);
    await this.nest.close();
    await this.managementListeners.close(0);
  }
}
