/** Parts of the paths of topics, for documents. */
export const TOPIC_PARAM = { name: 'topic', description: 'Name of the topic.', example: 'jsontest' };

export const PARTITION_PARAM = {
  name: 'partition',
  description: 'Id of the partition.',
  type: 'integer',
  minimum: 0,
  example: 0,
};
