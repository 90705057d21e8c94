import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { PARTITION_PARAM, TOPIC_PARAM } from './topic-path.js';
import { PartitionResponse, TopicResponse } from './topics.dto.js';

/* How documents show what several dialects tell about topics. */

export function ApiTopicNames(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Names of all topics', description: 'Internal topics included, sorted.' }),
    ApiOkResponse({
      schema: { type: 'array', items: { type: 'string' }, example: ['__consumer_offsets', 'jsontest'] },
    }),
  );
}

export function ApiTopic(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'A topic with its settings and partitions' }),
    ApiParam(TOPIC_PARAM),
    ApiOkResponse({ type: TopicResponse }),
  );
}

export function ApiPartitions(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'The partitions of a topic' }),
    ApiParam(TOPIC_PARAM),
    ApiOkResponse({ type: [PartitionResponse] }),
  );
}

export function ApiPartition(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'One partition of a topic' }),
    ApiParam(TOPIC_PARAM),
    ApiParam(PARTITION_PARAM),
    ApiOkResponse({ type: PartitionResponse }),
  );
}
