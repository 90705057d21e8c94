import { ApiProperty } from '@nestjs/swagger';

export class ApiDescription {
  @ApiProperty({ example: 'v2' })
  name: string;

  @ApiProperty({ example: 'application/vnd.kafka.v2+json', description: 'Media type that selects this API.' })
  media_type: string;

  @ApiProperty({ example: 'http://localhost:8082/openapi/v2.json', description: 'Its OpenAPI document.' })
  openapi: string;
}

export class RootLinks {
  @ApiProperty({ example: 'http://localhost:8082/topics' })
  topics: string;

  @ApiProperty({ example: 'http://localhost:8082/brokers' })
  brokers: string;

  @ApiProperty({ example: 'http://localhost:8082/v3/clusters' })
  clusters: string;

  @ApiProperty({ example: 'http://localhost:8082/docs', description: 'Documentation in which requests can be tried.' })
  docs: string;

  @ApiProperty({ example: 'http://localhost:8082/health' })
  health: string;
}

export class RootResponse {
  @ApiProperty({ example: 'kafka-rest-gateway' })
  service: string;

  @ApiProperty({ example: '0.1.0', description: 'Version of the gateway.' })
  version: string;

  @ApiProperty({ type: [ApiDescription], description: 'The APIs that this gateway speaks.' })
  apis: ApiDescription[];

  @ApiProperty({ type: RootLinks })
  links: RootLinks;
}
