import { type DynamicModule, Global, Module } from '@nestjs/common';
import { BaseUri } from './base-uri.js';
import { Places } from './resources/places.js';
import { Drain } from './drain.js';

/** Lets every module inject `BaseUri`, `Places` and `Drain`. */
@Global()
@Module({ providers: [BaseUri, Places], exports: [BaseUri, Places] })
export class HttpModule {
  /** @param drain the shutdown state that the adapter knows too */
  static of(drain: Drain): DynamicModule {
    return { module: HttpModule, providers: [{ provide: Drain, useValue: drain }], exports: [Drain] };
  }
}
