import { CollectionOf } from '../../http/resources/resource-heads.js';
import { TopicResource } from '../../http/resources/topic.resource.js';

export class KafkaTopicListResponse extends CollectionOf('KafkaTopicList', TopicResource) {}
