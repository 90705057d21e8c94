import { ApiProperty } from '@nestjs/swagger';

export class ResourceLinkResponse {
  @ApiProperty({ description: 'URL of what is related.' })
  related: string;
}

export class ResourceMetadataResponse {
  @ApiProperty({ description: 'URL of the resource.' })
  self: string;

  @ApiProperty({ description: 'Confluent Resource Name.' })
  resource_name: string;
}

export class CollectionMetadataResponse {
  @ApiProperty({ description: 'URL of the collection.' })
  self: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'URL of the next page, where pages were asked for.' })
  next: string | null;
}
