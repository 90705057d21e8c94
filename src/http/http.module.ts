import { type DynamicModule, Global, Module } from '@nestjs/common';
import { BaseUri } from './base-uri.js';
import { Drain } from './drain.js';

/** Lets every module inject `BaseUri` and `Drain`. */
@Global()
@Module({ providers: [BaseUri], exports: [BaseUri] })
export class HttpModule {
  /** @param drain the shutdown state that the adapter knows too */
  static of(drain: Drain): DynamicModule {
    return { module: HttpModule, providers: [{ provide: Drain, useValue: drain }], exports: [Drain] };
  }
}
