import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Metrics } from './metrics.js';

/** Lets every module inject `Metrics`. */
@Global()
@Module({})
export class MetricsModule {
  /** @param metrics what the HTTP adapter counts into, too */
  static of(metrics: Metrics): DynamicModule {
    return { module: MetricsModule, providers: [{ provide: Metrics, useValue: metrics }], exports: [Metrics] };
  }
}
