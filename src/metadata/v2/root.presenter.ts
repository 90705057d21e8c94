import { V2_TYPE } from '../../http/dialects/v2.js';
import type { RootResponse } from './root.dto.js';

/** @param base URL under which clients reach the gateway, without a trailing slash */
export function presentRoot(base: string, version: string): RootResponse {
  return {
    service: 'kafka-rest-gateway',
    version,
    apis: [{ name: 'v2', media_type: V2_TYPE, openapi: `${base}/openapi/v2.json` }],
    links: {
      topics: `${base}/topics`,
      brokers: `${base}/brokers`,
      docs: `${base}/docs`,
      health: `${base}/health`,
    },
  };
}
