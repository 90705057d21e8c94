import { describe, expect, it } from '@jest/globals';
import { subjectOf } from './schema-subject.js';

describe('the subject of a schema', () => {
  it.each([
    ['topic', 'key', 'orders-key'],
    ['topic', 'value', 'orders-value'],
    ['record', 'value', 'lsst.example.skyFluxMetric'],
    ['topic-record', 'key', 'orders-lsst.example.skyFluxMetric'],
  ] as const)('by strategy %s for a %s is %s', (strategy, side, subject) => {
    expect(subjectOf(strategy, 'orders', side, 'lsst.example.skyFluxMetric')).toBe(subject);
  });

  it('by topic needs no record name', () => {
    expect(subjectOf('topic', 'orders', 'value', null)).toBe('orders-value');
  });

  it.each(['record', 'topic-record'] as const)('by strategy %s is refused where a schema has no name', (strategy) => {
    const refused = (): string => subjectOf(strategy, 'orders', 'value', null);
    expect(refused).toThrow(/value\.subject\.name\.strategy/);
    expect(refused).toThrow(expect.objectContaining({ code: 'schema-invalid' }));
  });
});
