import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { CollectionOf } from '../../http/resources/resource-heads.js';
import { ACL_OPERATIONS, ACL_PATTERN_TYPES, ACL_PERMISSIONS, ACL_RESOURCE_TYPES } from '../../kafka/acls.client.js';
import { Entries } from './request-fields.decorator.js';

/** librdkafka counts the bytes of a text in 16 bits; this many characters fit whatever they are. */
export const ACL_TEXT_MAX = 4096;
const TEXT = { minLength: 1, maxLength: ACL_TEXT_MAX } as const;

export class CreateAclRequest {
  @ApiProperty({ enum: ACL_RESOURCE_TYPES, example: 'TOPIC' })
  @IsString()
  resource_type: string;

  @ApiProperty({ ...TEXT, example: 'jsontest', description: '`*`: all; `kafka-cluster` for CLUSTER.' })
  @IsString()
  resource_name: string;

  @ApiProperty({ enum: ACL_PATTERN_TYPES, example: 'LITERAL' })
  @IsString()
  pattern_type: string;

  @ApiProperty({ ...TEXT, example: 'User:alice' })
  @IsString()
  principal: string;

  @ApiProperty({ ...TEXT, example: '*', description: 'An address, or `*`.' })
  @IsString()
  host: string;

  @ApiProperty({ enum: ACL_OPERATIONS, example: 'READ' })
  @IsString()
  operation: string;

  @ApiProperty({ enum: ACL_PERMISSIONS, example: 'ALLOW' })
  @IsString()
  permission: string;
}

export class CreateAclsRequest {
  @ApiProperty({ type: [CreateAclRequest] })
  @Entries(CreateAclRequest)
  data: CreateAclRequest[];
}

export class AclMetadataResponse {
  @ApiProperty({ description: 'URL of a search that finds the rule.' })
  self: string;
}

export class KafkaAclResponse {
  @ApiProperty({ example: 'KafkaAcl' })
  kind: string;

  @ApiProperty({ type: AclMetadataResponse })
  metadata: AclMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ enum: ACL_RESOURCE_TYPES })
  resource_type: string;

  @ApiProperty({ example: 'jsontest' })
  resource_name: string;

  @ApiProperty({ enum: ACL_PATTERN_TYPES })
  pattern_type: string;

  @ApiProperty({ example: 'User:alice' })
  principal: string;

  @ApiProperty({ example: '*' })
  host: string;

  @ApiProperty({ enum: ACL_OPERATIONS })
  operation: string;

  @ApiProperty({ enum: ACL_PERMISSIONS })
  permission: string;
}

export class KafkaAclListResponse extends CollectionOf('KafkaAclList', KafkaAclResponse) {}

export class DeletedAclsResponse {
  @ApiProperty({ type: [KafkaAclResponse], description: 'What was deleted.' })
  data: KafkaAclResponse[];
}

export class AclFailureResponse {
  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'Place of the rule in `data`.' })
  index: number;

  @ApiProperty({ type: 'integer', example: 40002 })
  error_code: number;

  @ApiProperty({ example: 'Invalid principal.' })
  message: string;
}

export class AclFailuresResponse {
  @ApiProperty({ type: [AclFailureResponse], description: 'Rules that were not created, and why.' })
  failures: AclFailureResponse[];
}
