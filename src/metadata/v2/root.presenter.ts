import { DRAFT_TYPE } from '../../http/dialects/draft.js';
import { V1_TYPE } from '../../http/dialects/v1.js';
import { V2_TYPE } from '../../http/dialects/v2.js';
import { V3_TYPE } from '../../http/dialects/v3.js';
import type { RootResponse } from './root.dto.js';

/** What is served, the first choice first, with the media type that selects it. */
const APIS = [
  { name: 'v2', media_type: V2_TYPE },
  { name: 'v3', media_type: V3_TYPE },
  { name: 'v1', media_type: V1_TYPE },
  { name: 'draft', media_type: DRAFT_TYPE },
] as const;

/**
 * @param base URL under which clients reach the gateway, without a trailing slash
 * @param enabled older APIs that are not switched off
 */
export function presentRoot(base: string, version: string, enabled: { v1: boolean; draft: boolean }): RootResponse {
  return {
    service: 'kafka-rest-gateway',
    version,
    apis: APIS.filter(({ name }) => name === 'v2' || name === 'v3' || enabled[name]).map((api) => ({
      ...api,
      openapi: `${base}/openapi/${api.name}.json`,
    })),
    links: {
      topics: `${base}/topics`,
      brokers: `${base}/brokers`,
      clusters: `${base}/v3/clusters`,
      docs: `${base}/docs`,
      health: `${base}/health`,
    },
  };
}
