import { GatewayError } from '../../errors/gateway-error.js';
import type { TopicDescription } from '../../kafka/admin.client.js';
import type { MetadataService } from '../metadata.service.js';

/** Topics that are asked about at a time: a cluster may have thousands. */
const AT_A_TIME = 64;

/** All topics with their partitions, sorted by name. A topic that is deleted meanwhile is left out. */
export async function describeAllTopics(metadata: MetadataService): Promise<TopicDescription[]> {
  const names = await metadata.topicNames();
  const topics: TopicDescription[] = [];
  for (let from = 0; from < names.length; from += AT_A_TIME) {
    const some = await Promise.all(names.slice(from, from + AT_A_TIME).map((name) => describeIfThere(metadata, name)));
    topics.push(...some.filter((topic) => topic !== null));
  }
  return topics;
}

async function describeIfThere(metadata: MetadataService, name: string): Promise<TopicDescription | null> {
  try {
    return await metadata.topic(name);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'topic-not-found') return null;
    throw error;
  }
}
