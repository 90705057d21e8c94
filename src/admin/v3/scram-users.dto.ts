import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Secret } from '../../http/secret.decorator.js';
import { CollectionMetadataResponse, ResourceMetadataResponse } from '../../http/resources/resource.dto.js';
import { SCRAM_MECHANISMS } from './scram-users.presenter.js';

export class SetScramCredentialRequest {
  /** Checked by the presenter: what is wrong with it is told without it. */
  @ApiProperty({ type: 'string', format: 'password', minLength: 1, maxLength: 1024, example: 'correct horse battery' })
  @Allow()
  @Secret()
  password: unknown;

  @ApiProperty({ type: 'integer', minimum: 4096, maximum: 16_384, default: 4096, nullable: true, required: false })
  @IsOptional()
  @IsInt()
  @Min(4096)
  @Max(16_384)
  iterations?: number | null;
}

export class ScramCredentialResponse {
  @ApiProperty({ enum: SCRAM_MECHANISMS, example: 'SCRAM-SHA-512' })
  mechanism: string;

  @ApiProperty({ type: 'integer', example: 4096 })
  iterations: number;
}

export class KafkaScramUserResponse {
  @ApiProperty({ example: 'KafkaScramUser' })
  kind: string;

  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'alice' })
  user_name: string;

  @ApiProperty({ type: [ScramCredentialResponse] })
  credentials: ScramCredentialResponse[];
}

export class KafkaScramUserListResponse {
  @ApiProperty({ example: 'KafkaScramUserList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [KafkaScramUserResponse] })
  data: KafkaScramUserResponse[];
}
