import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpSchemaRegistryClient } from './http/http-schema-registry.client.js';
import { SchemaRegistryClient } from './schema-registry.client.js';
import { SchemaRegistryService } from './schema-registry.service.js';

@Module({
  providers: [{ provide: SchemaRegistryClient, useClass: HttpSchemaRegistryClient }, SchemaRegistryService],
  exports: [SchemaRegistryClient, SchemaRegistryService],
})
export class SchemaRegistryModule implements OnApplicationShutdown {
  constructor(private readonly client: SchemaRegistryClient) {}

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }
}
