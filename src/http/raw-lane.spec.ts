import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { attachExchange, type Exchange, exchangeOf } from './exchange.js';
import { RawLane } from './raw-lane.js';

interface Seen {
  params: unknown;
  route: unknown;
}

function laneWith(...paths: string[]): { lane: RawLane; seen: Seen[] } {
  const lane = new RawLane();
  const seen: Seen[] = [];
  for (const path of paths) {
    lane.add('POST', path, 'v2', async ({ params, route }) => void seen.push({ params: { ...params }, route }));
  }
  return { lane, seen };
}

function request(method: string, url: string, headers: Record<string, string> = {}): Request {
  const req = { method, url, headers, socket: {} } as unknown as Request;
  attachExchange({ req, routed: null } as unknown as Exchange);
  return req;
}

const RES = {} as Response;

describe('the lane of raw handlers', () => {
  it('finds the handler by method and path and gives it the decoded parameters', () => {
    const { lane, seen } = laneWith('/topics/:topic', '/topics/:topic/partitions/:partition');
    const req = request('POST', '/topics/a%2Fb/partitions/3?x=1');
    expect(lane.take(req, RES)).toBe(true);
    expect(seen).toEqual([
      { params: { topic: 'a/b', partition: '3' }, route: { path: '/topics/:topic/partitions/:partition' } },
    ]);
    expect(exchangeOf(req).routed).toBe('v2');
  });

  it.each([
    ['another method', 'GET', '/topics/a', {}],
    ['another path', 'POST', '/consumers/a', {}],
    ['a trailing slash', 'POST', '/topics/a/', {}],
    ['an empty parameter', 'POST', '/topics/', {}],
    ['a bad percent-encoding', 'POST', '/topics/%zz', {}],
    ['an absolute URL', 'POST', 'http://host/topics/a', {}],
    ['another dialect', 'POST', '/topics/a', { 'content-type': 'application/vnd.kafka.json.v1+json' }],
  ])('leaves %s to Express', (_, method, url, headers) => {
    const { lane, seen } = laneWith('/topics/:topic');
    expect(lane.take(request(method, url, headers), RES)).toBe(false);
    expect(seen).toEqual([]);
  });

  it('gives a request to the dialect that it speaks, where a path is served in several', () => {
    const lane = new RawLane();
    const taken: string[] = [];
    for (const dialect of ['v2', 'v1', 'draft'] as const) {
      lane.add('POST', '/topics/:topic', dialect, async () => void taken.push(dialect));
    }
    const types = ['application/vnd.kafka.json.v1+json', 'application/vnd.kafka.json.v2+json', 'application/json'];
    for (const type of types) {
      expect(lane.take(request('POST', '/topics/a', { 'content-type': type }), RES)).toBe(true);
    }
    expect(taken).toEqual(['v1', 'v2', 'v2']);
  });

  it('takes names such as __proto__ for what they are', () => {
    const { lane, seen } = laneWith('/topics/:topic');
    expect(lane.take(request('POST', '/topics/__proto__'), RES)).toBe(true);
    expect(seen).toMatchObject([{ params: { topic: '__proto__' } }]);
  });
});
