import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';

/** Parts of paths of API v3, for documents. */
export const CLUSTER_ID = {
  name: 'clusterId',
  description: 'Id of the cluster, as `GET /v3/clusters` tells it.',
  example: 'lkc-example',
};
export const TOPIC_NAME = { name: 'topicName', description: 'Name of the topic.', example: 'jsontest' };
export const PARTITION_ID = {
  name: 'partitionId',
  description: 'Id of the partition.',
  type: 'integer',
  minimum: 0,
  example: 0,
};
export const BROKER_ID = {
  name: 'brokerId',
  description: 'Id of the broker.',
  type: 'integer',
  minimum: 0,
  example: 1,
};
export const GROUP_ID = { name: 'groupId', description: 'Name of the consumer group.', example: 'my_consumers' };
export const CONSUMER_ID = {
  name: 'consumerId',
  description: 'Id of the member, as Kafka gave it.',
  example: 'my_consumer-1',
};

/** The path parameters of a controller or handler, in the order of the path; the cluster is always among them. */
export function ApiPlace(
  ...params: { name: string; description: string; example: unknown }[]
): ClassDecorator & MethodDecorator {
  return applyDecorators(...[CLUSTER_ID, ...params].map((param) => ApiParam(param)));
}

/** The query of a collection that comes in pages. */
export function ApiPages(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'page_size',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 1000 },
      description: 'Entries per page; without it and `page_token` all come at once.',
    }),
    ApiQuery({
      name: 'page_token',
      required: false,
      schema: { type: 'string' },
      description: 'From the `next` of the page before.',
    }),
  );
}
