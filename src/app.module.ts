import { type DynamicModule, Module } from '@nestjs/common';
import { type Credentials, FixedCredentials } from './config/credentials/credentials.js';
import { SettingsModule } from './config/settings.module.js';
import type { Settings } from './config/settings.js';
import { AdminModule } from './admin/admin.module.js';
import { ConsumerModule } from './consumer/consumer.module.js';
import { HealthModule } from './health/health.module.js';
import type { Drain } from './http/drain.js';
import { HttpModule } from './http/http.module.js';
import { KafkaModule } from './kafka/kafka.module.js';
import { LoggingModule } from './logging/logging.module.js';
import type { Metrics } from './metrics/metrics.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MetadataModule } from './metadata/metadata.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { ProducerModule } from './producer/producer.module.js';
import { SchemaRegistryApiModule } from './schema-registry/api/schema-registry-api.module.js';
import { SchemaRegistryModule } from './schema-registry/schema-registry.module.js';

/** Table of contents. */
@Module({
  imports: [
    LoggingModule,
    KafkaModule,
    SchemaRegistryModule,
    ProducerModule,
    ConsumerModule,
    MetadataModule,
    AdminModule,
    HealthModule,
    OpenApiModule,
  ],
})
export class AppModule {
  /** The application with what it runs on. */
  static of(
    settings: Settings,
    drain: Drain,
    metrics: Metrics,
    credentials: Credentials = new FixedCredentials(),
  ): DynamicModule {
    const switchable = settings.schemaRegistry.apiEnabled ? [SchemaRegistryApiModule] : [];
    return {
      module: AppModule,
      imports: [
        SettingsModule.of(settings, credentials),
        HttpModule.of(drain),
        MetricsModule.of(metrics),
        ...switchable,
      ],
    };
  }
}
