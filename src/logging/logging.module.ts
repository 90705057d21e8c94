import { Global, Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { createLog } from './logger.js';
import { Log } from './log.js';

/** Lets every module inject `Log`. Needs a provider of `Settings`. */
@Global()
@Module({
  providers: [{ provide: Log, useFactory: (settings: Settings) => createLog(settings.log), inject: [Settings] }],
  exports: [Log],
})
export class LoggingModule {}
