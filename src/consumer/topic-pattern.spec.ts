import { describe, expect, it } from '@jest/globals';
import { TopicPattern } from './topic-pattern.js';

const TOPICS = ['__consumer_offsets', 'json', 'json.a', 'json.b', 'other'];

describe('TopicPattern', () => {
  it('must match the whole name', () => {
    expect(new TopicPattern('json').matching(TOPICS)).toEqual(['json']);
    expect(new TopicPattern('json\\..').matching(TOPICS)).toEqual(['json.a', 'json.b']);
  });

  it('leaves internal topics out unless it names them', () => {
    expect(new TopicPattern('.*').matching(TOPICS)).not.toContain('__consumer_offsets');
    expect(new TopicPattern('__.*').matching(TOPICS)).toEqual(['__consumer_offsets']);
  });

  it.each(['(', '[a', 'a{2,1}', '(?=look)ahead', '(a)\\1', ''])('refuses %p with the reason', (source) => {
    expect(() => new TopicPattern(source)).toThrow(/^topic_pattern/);
  });

  it('refuses what is too long to be meant', () => {
    expect(() => new TopicPattern('a'.repeat(1001))).toThrow('at most 1000 characters');
  });

  it.each(['(a+)+$', '(.*)*x', '((a{0,30}){0,30})x'])('is not stalled by %p', (source) => {
    const pattern = new TopicPattern(source);
    expect(pattern.matching(Array.from({ length: 200 }, (_, i) => `${'a'.repeat(200)}${i}!`))).toEqual([]);
  });
});
