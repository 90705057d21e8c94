import { ApiProperty } from '@nestjs/swagger';
import { CollectionOf } from '../../http/resources/resource-heads.js';
import { ResourceMetadataResponse } from '../../http/resources/resource.dto.js';

/** Kafka's ConfigSource as API v3 knows it. */
const SOURCES = [
  'DYNAMIC_CLUSTER_LINK_CONFIG',
  'DYNAMIC_TOPIC_CONFIG',
  'DYNAMIC_BROKER_LOGGER_CONFIG',
  'DYNAMIC_BROKER_CONFIG',
  'DYNAMIC_DEFAULT_BROKER_CONFIG',
  'DYNAMIC_GROUP_CONFIG',
  'STATIC_BROKER_CONFIG',
  'DEFAULT_CONFIG',
  'UNKNOWN',
];

export class ConfigSynonymResponse {
  @ApiProperty({ example: 'log.retention.ms' })
  name: string;

  @ApiProperty({ type: 'string', nullable: true, example: '604800000' })
  value: string | null;

  @ApiProperty({ type: 'string', enum: SOURCES, example: 'DEFAULT_CONFIG' })
  source: string;
}

export class ConfigResponse {
  @ApiProperty({ type: ResourceMetadataResponse })
  metadata: ResourceMetadataResponse;

  @ApiProperty({ example: 'lkc-example' })
  cluster_id: string;

  @ApiProperty({ example: 'retention.ms' })
  name: string;

  @ApiProperty({ type: 'string', nullable: true, example: '604800000', description: 'Null when sensitive or not set.' })
  value: string | null;

  @ApiProperty({ description: 'Whether nobody has set it.' })
  is_default: boolean;

  @ApiProperty({ description: 'Whether it cannot be changed while a broker runs.' })
  is_read_only: boolean;

  @ApiProperty({ description: 'Whether its value is a secret, which Kafka never tells.' })
  is_sensitive: boolean;

  @ApiProperty({ type: 'string', enum: SOURCES, example: 'DEFAULT_CONFIG', description: 'Where the value is from.' })
  source: string;

  @ApiProperty({
    type: [ConfigSynonymResponse],
    description: 'Where a value may come from; the first one is in effect, the next one would be without it.',
  })
  synonyms: ConfigSynonymResponse[];
}

export class TopicConfigResponse extends ConfigResponse {
  @ApiProperty({ example: 'KafkaTopicConfig' })
  kind: string;

  @ApiProperty({ example: 'jsontest' })
  topic_name: string;
}

export class BrokerConfigResponse extends ConfigResponse {
  @ApiProperty({ example: 'KafkaBrokerConfig' })
  kind: string;

  @ApiProperty({ type: 'integer', example: 1 })
  broker_id: number;
}

export class ClusterConfigResponse extends ConfigResponse {
  @ApiProperty({ example: 'KafkaClusterConfig' })
  kind: string;

  @ApiProperty({ type: 'string', enum: ['BROKER'], example: 'BROKER' })
  config_type: string;
}

export class TopicConfigListResponse extends CollectionOf('KafkaTopicConfigList', TopicConfigResponse) {}

export class BrokerConfigListResponse extends CollectionOf('KafkaBrokerConfigList', BrokerConfigResponse) {}

export class ClusterConfigListResponse extends CollectionOf('KafkaClusterConfigList', ClusterConfigResponse) {}
