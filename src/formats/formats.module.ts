import { Module } from '@nestjs/common';
import { SchemaRegistryModule } from '../schema-registry/schema-registry.module.js';
import { SchemaCodecs } from './schema-codecs.js';

@Module({ imports: [SchemaRegistryModule], providers: [SchemaCodecs], exports: [SchemaCodecs] })
export class FormatsModule {}
