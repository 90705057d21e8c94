import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CASES, CHART, HELMS, ROOT, run, template, valuesFile } from './chart.js';

const RENDERS = join(ROOT, 'test/helm/renders');
const SCHEMAS = join(ROOT, 'test/helm/schemas/{{ .ResourceKind }}{{ .KindSuffix }}.json');

const committed = (name: string): string => readFileSync(join(RENDERS, `${name}.yaml`), 'utf8');
/** The majors leave different numbers of empty lines between objects. */
const normal = (text: string): string => text.replace(/\n+(?=---\n|$)/g, '\n');
const kubeconform = (text: string) => run('kubeconform', ['-strict', '-summary', '-schema-location', SCHEMAS], text);

describe.each(HELMS)('with %s the chart', (helm) => {
  it.each(CASES)('makes of %s what is committed; after a change: sh scripts/helm/generate.sh', async (name) => {
    const { code, stdout, stderr } = await template(helm, name);
    expect([code, stderr]).toEqual([0, '']);
    expect(normal(stdout)).toBe(normal(committed(name)));
  });

  it.each(CASES)('is without a warning for %s', async (name) => {
    const { code, stdout } = await run(helm, ['lint', '--strict', CHART, '--values', valuesFile(name)]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 chart(s) linted, 0 chart(s) failed')]);
    expect(stdout).not.toMatch(/\[(?:WARNING|ERROR)\]/);
  });
});

describe('every render', () => {
  it('is one of a value file', () => {
    expect(readdirSync(RENDERS).sort()).toEqual(CASES.map((name) => `${name}.yaml`).sort());
  });

  it.each(CASES)('of %s has only what Kubernetes knows', async (name) => {
    const { code, stdout } = await kubeconform(committed(name));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Invalid: 0, Errors: 0, Skipped: 0/)]);
    expect(stdout).not.toContain('Summary: 0 resources');
  });

  it.each([
    ['serviceName:', 'servicesName:', 'servicesName'],
    ['replicas: 2', "replicas: '2'", 'got string, want integer'],
    ['kind: PodDisruptionBudget', 'kind: PodDisruption', 'could not find schema'],
    ['automountServiceAccountToken: false', 'automountServiceAccountToken: null', 'got null, want boolean'],
  ])('with %s as %s would be refused', async (right, wrong, reason) => {
    const text = committed('embedded');
    expect(text).toContain(right);
    const { code, stdout } = await kubeconform(text.replace(right, wrong));
    expect([code, stdout]).toEqual([1, expect.stringContaining(reason)]);
  });
});
