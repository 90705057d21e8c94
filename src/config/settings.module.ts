import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Settings } from './settings.js';

/** Lets every module inject `Settings`. */
@Global()
@Module({})
export class SettingsModule {
  /** @param settings the settings this process was started with */
  static of(settings: Settings): DynamicModule {
    return { module: SettingsModule, providers: [{ provide: Settings, useValue: settings }], exports: [Settings] };
  }
}
