import { describe, expect, it } from '@jest/globals';
import { dialectOf } from './dialect.js';

const V1 = 'application/vnd.kafka.json.v1+json';
const V2 = 'application/vnd.kafka.json.v2+json';
const DRAFT = 'application/vnd.schemaregistry.v1+json';

describe('the dialect of a request', () => {
  it.each([
    '/v3/clusters',
    '/kafka/v3/clusters',
    '/v3',
    '/v3?x',
    'http://gateway/v3/clusters',
    'HTTP://gateway:1/kafka/v3/',
  ])('is v3 by its path, whatever the types say: %s', (url) => {
    expect(dialectOf({ url, headers: { 'content-type': V1, accept: DRAFT } })).toBe('v3');
  });

  it.each([
    '/topics/v3/partitions',
    '/v3x',
    '/v2/v3/',
    '/kafka/topics',
    '/V3/clusters',
    'http://v3/topics',
    '/topics?next=/v3/',
  ])('is not v3 because of the rest of its path: %s', (url) => {
    expect(dialectOf({ url, headers: {} })).toBe('v2');
  });

  it.each([
    ['application/vnd.kafka.v1+json', 'v1'],
    ['application/vnd.kafka.binary.v1+json', 'v1'],
    ['application/vnd.kafka.avro.v1+json; charset=utf-8', 'v1'],
    ['Application/Vnd.Kafka.V1+JSON', 'v1'],
    ['application/vnd.kafka+json', 'v2'],
    ['application/vnd.kafka.protobuf.v2+json', 'v2'],
    ['application/vnd.schemaregistry+json', 'draft'],
    [DRAFT, 'draft'],
    ['application/json', 'v2'],
    ['application/vnd.kafka.jsonschema.v1+json', 'v2'],
    ['__proto__', 'v2'],
    ['', 'v2'],
  ])('is named by the Content-Type or the Accept %s: %s', (type, dialect) => {
    expect(dialectOf({ url: '/topics', headers: { 'content-type': type } })).toBe(dialect);
    expect(dialectOf({ url: '/topics', headers: { accept: type } })).toBe(dialect);
  });

  it('is decided by the Content-Type where that names one', () => {
    expect(dialectOf({ url: '/topics', headers: { 'content-type': V1, accept: V2 } })).toBe('v1');
    expect(dialectOf({ url: '/topics', headers: { 'content-type': 'application/json', accept: V1 } })).toBe('v1');
  });

  it.each([
    [`${V2};q=0.5, ${V1};q=0.9`, 'v1'],
    [`${V1};q=0.5, ${V2};q=0.9`, 'v2'],
    [`${V1};q=0, */*`, 'v2'],
    [`application/json, ${V1};q=0.9`, 'v2'],
    [`application/vnd.kafka.v1+json, application/vnd.kafka+json, application/json`, 'v1'],
    [`*/*, ${DRAFT}`, 'draft'],
    ['text/html, */*;q=0.8', 'v2'],
    [',;,q=1', 'v2'],
  ])('is that of the best Accept entry: %s', (accept, dialect) => {
    expect(dialectOf({ url: '/topics', headers: { accept } })).toBe(dialect);
  });
});
