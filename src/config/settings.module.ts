import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Credentials } from './credentials/credentials.js';
import { Settings } from './settings.js';

/** Lets every module inject `Settings`, and hear of new `Credentials`. */
@Global()
@Module({})
export class SettingsModule {
  /** @param settings the settings this process was started with */
  static of(settings: Settings, credentials: Credentials): DynamicModule {
    const providers = [
      { provide: Settings, useValue: settings },
      { provide: Credentials, useValue: credentials },
    ];
    return { module: SettingsModule, providers, exports: [Settings, Credentials] };
  }
}
