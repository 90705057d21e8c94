import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Secret } from '../../http/secret.decorator.js';
import { ClusterScoped, CollectionOf } from '../../http/resources/resource-heads.js';
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

export class KafkaScramUserResponse extends ClusterScoped('KafkaScramUser') {
  @ApiProperty({ example: 'alice' })
  user_name: string;

  @ApiProperty({ type: [ScramCredentialResponse] })
  credentials: ScramCredentialResponse[];
}

export class KafkaScramUserListResponse extends CollectionOf('KafkaScramUserList', KafkaScramUserResponse) {}
