import { type Query, queryFlag, queryText } from '../../http/resources/query-flag.js';
import type { TopicDescription } from '../../kafka/admin.client.js';

/** Which topics a list shall hold, and what to tell of them. */
export interface TopicSelection {
  operations: boolean;
  internal: boolean;
  prefix: string;
  part: string;
  /** The query that selects the same again: empty, or beginning with `?`. */
  query: string;
}

/** @throws GatewayError `bad-request` */
export function readSelection(query: Query): TopicSelection {
  const operations = queryFlag(query, 'include_authorized_operations', 'includeAuthorizedOperations');
  const internal = queryFlag(query, 'include_internal', 'includeInternal');
  const prefix = queryText(query, 'name_prefix') ?? '';
  const part = queryText(query, 'name_contains') ?? '';
  const params = new URLSearchParams();
  if (operations) params.set('include_authorized_operations', 'true');
  if (internal) params.set('include_internal', 'true');
  if (prefix !== '') params.set('name_prefix', prefix);
  if (part !== '') params.set('name_contains', part);
  return { operations, internal, prefix, part, query: params.size > 0 ? `?${params.toString()}` : '' };
}

export function selected(
  { internal, prefix, part }: TopicSelection,
  topics: readonly TopicDescription[],
): TopicDescription[] {
  return topics.filter(
    (topic) => (internal || !topic.internal) && topic.name.startsWith(prefix) && topic.name.includes(part),
  );
}
