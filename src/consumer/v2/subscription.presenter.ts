import { GatewayError } from '../../errors/gateway-error.js';
import type { SubscribeRequest } from './subscription.dto.js';

/** Topics by name or by pattern. @throws GatewayError unless it is exactly one of them */
export function readSubscription(body: SubscribeRequest): { topics: string[] } | { pattern: string } {
  const topics = body.topics ?? null;
  const pattern = body.topic_pattern ?? null;
  if (topics !== null && pattern !== null) {
    throw new GatewayError('invalid-body', 'topics and topic_pattern exclude each other: send one of them');
  }
  if (topics !== null) return { topics };
  if (pattern !== null) return { pattern };
  throw new GatewayError('invalid-body', 'topics or topic_pattern is required');
}
