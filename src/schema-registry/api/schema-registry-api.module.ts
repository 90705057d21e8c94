import { Module } from '@nestjs/common';
import { SchemaRegistryModule } from '../schema-registry.module.js';
import { CompatibilityController } from './compatibility.controller.js';
import { ConfigController } from './config.controller.js';
import { ModeController } from './mode.controller.js';
import { RegistryForwarder } from './registry-forwarder.js';
import { SchemasController } from './schemas.controller.js';
import { SubjectsController } from './subjects.controller.js';

/** The registry's own API, so that one address serves everything. In the application where it is switched on. */
@Module({
  imports: [SchemaRegistryModule],
  controllers: [SubjectsController, SchemasController, CompatibilityController, ConfigController, ModeController],
  providers: [RegistryForwarder],
})
export class SchemaRegistryApiModule {}
