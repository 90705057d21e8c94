import { ApiProperty } from '@nestjs/swagger';
import { CollectionMetadataResponse } from '../../http/resources/resource.dto.js';
import { TopicResource } from '../../http/resources/topic.resource.js';

export class KafkaTopicListResponse {
  @ApiProperty({ example: 'KafkaTopicList' })
  kind: string;

  @ApiProperty({ type: CollectionMetadataResponse })
  metadata: CollectionMetadataResponse;

  @ApiProperty({ type: [TopicResource] })
  data: TopicResource[];
}
