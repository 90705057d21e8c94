import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/metrics/metrics.js';
import { metricsDocument } from '../../src/metrics/metrics-document.js';

const metrics = new Metrics();

describe('the metrics', () => {
  it('in docs/metrics.md are those that exist', () => {
    expect(readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')).toBe(metricsDocument(metrics));
  });

  it.each(metrics.describe().map((metric) => [metric.name, metric] as const))(
    '%s follows the conventions of Prometheus',
    (name, { type, help, labels }) => {
      expect(name).toMatch(/^kafka_rest_[a-z][a-z0-9_]*$/);
      expect(name.endsWith('_total')).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
      expect(help).toMatch(/^[A-Z].*\.$/);
      for (const label of labels) expect(label).toMatch(/^[a-z]+$/);
    },
  );
});
