import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withFreshValues } from '../../scripts/helm/values-table.js';
import { CHART, chartFile, ROOT } from './chart.js';

const read = (path: string): string => readFileSync(join(CHART, path), 'utf8');

describe('the chart', () => {
  it('explains every value in its README; after a change: sh scripts/helm/generate.sh', () => {
    const readme = read('README.md');
    expect(readme).toBe(withFreshValues(readme, read('values.yaml')));
  });

  it('installs the version of the gateway that it comes with', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const { appVersion } = chartFile<{ appVersion: string }>('Chart.yaml');
    expect(appVersion).toBe(version);
  });

  it('has a schema for each of its values, and refuses others on every level', () => {
    const schema = chartFile<Schema>('values.schema.json');
    const values = Object.keys(chartFile<object>('values.yaml'));
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual([...values, 'global'].sort());
    const open = [...objectsOf(schema, '')].filter(([, { additionalProperties }]) => additionalProperties !== false);
    expect(open.map(([path]) => path)).toEqual([]);
  });
});

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
}

/** Every schema with properties of its own. A condition (`if`, `then`, `not`) only adds to the one that it stands in. */
function* objectsOf(schema: unknown, path: string): Generator<[string, Schema]> {
  if (typeof schema !== 'object' || schema === null) return;
  const one = schema as Schema;
  if (one.properties !== undefined && !/\/(?:if|then|not)$/.test(path)) yield [path, one];
  for (const [key, value] of Object.entries(schema)) yield* objectsOf(value, `${path}/${key}`);
}
