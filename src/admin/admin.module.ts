import { Module } from '@nestjs/common';
import { KafkaModule } from '../kafka/kafka.module.js';
import { MetadataModule } from '../metadata/metadata.module.js';

/** Changes of the cluster: topics, settings, access, groups. */
@Module({ imports: [KafkaModule, MetadataModule], controllers: [], providers: [], exports: [] })
export class AdminModule {}
