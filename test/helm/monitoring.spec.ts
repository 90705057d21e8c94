import { beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/metrics/metrics.js';
import { chartFile, objects, only } from './chart.js';

interface PrometheusRule {
  spec: { groups: { rules: { alert?: string; expr: string; labels?: Record<string, string> }[] }[] };
}

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
  templating: { list: { query: string | { query: string } }[] };
}

/** What Prometheus itself knows of a target. */
const OF_PROMETHEUS = 'up';
const WORDS = /[a-zA-Z_:][\w:]*(?=\s*\{)|\bkafka_rest_\w+/g;

const { panels, templating } = chartFile<Dashboard>('dashboards/kafka-rest.json');
const metrics = new Metrics();
metrics.watchProcess();
const labelsOf = new Map<string, readonly string[]>();
for (const { name, type, labels } of metrics.describe()) {
  const all = [...labels, 'namespace', 'job', 'pod'];
  labelsOf.set(name, all);
  if (type !== 'histogram') continue;
  for (const end of ['_sum', '_count']) labelsOf.set(name + end, all);
  labelsOf.set(`${name}_bucket`, [...all, 'le']);
}

const unknown = (expression: string): string[] => (expression.match(WORDS) ?? []).filter((name) => !labelsOf.has(name));
/** Names in braces and behind `by`. */
function labelsIn(expression: string): string[] {
  const matched = [...expression.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, name = '']) => name);
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/, ?/));
  return [...matched, ...grouped];
}
function strangeLabels(expression: string): string[] {
  const known = new Set((expression.match(WORDS) ?? []).flatMap((name) => labelsOf.get(name) ?? []));
  return labelsIn(expression).filter((label) => !known.has(label));
}

describe('every panel of the dashboard', () => {
  it.each(panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr])))(
    '%s shows metrics and labels that the gateway has: %s',
    (_, expression) => {
      expect(expression).toContain('kafka_rest_');
      expect(unknown(expression)).toEqual([]);
      expect(strangeLabels(expression)).toEqual([]);
    },
  );

  it('can be filtered by variables that are made of metrics that the gateway has', () => {
    const queries = templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : [query.query]));
    expect(queries).toHaveLength(2);
    expect(queries.flatMap(unknown)).toEqual([]);
  });
});

describe('alerts', () => {
  let rules: PrometheusRule['spec']['groups'][number]['rules'];

  beforeAll(async () => {
    const values = {
      config: { 'embedded.kafka': true },
      prometheusRule: { enabled: true, alertLabels: { team: 'kafka' } },
    };
    const rule = only<PrometheusRule>(await objects(values), 'PrometheusRule');
    rules = rule.spec.groups.flatMap((group) => group.rules);
  });

  it('use metrics and labels that the gateway has', () => {
    expect(rules).toHaveLength(11);
    expect(rules.flatMap(({ expr }) => unknown(expr))).toEqual([OF_PROMETHEUS]);
    const ours = rules.filter(({ expr }) => expr.includes('kafka_rest_'));
    expect(ours.flatMap(({ expr }) => strangeLabels(expr))).toEqual([]);
  });

  it('are about this release only, by the service that is scraped', () => {
    const selectors = rules.flatMap(({ expr }) => expr.match(/\{[^}]*\}/g) ?? []);
    expect(selectors.length).toBeGreaterThanOrEqual(rules.length);
    for (const selector of selectors) {
      expect(selector).toContain('namespace="kafka", job="release-kafka-rest-headless"');
    }
  });

  it('have a severity, and the labels that were asked for', () => {
    for (const { labels } of rules) {
      expect(labels).toEqual({ severity: expect.stringMatching(/^(?:critical|warning)$/), team: 'kafka' });
    }
  });
});
