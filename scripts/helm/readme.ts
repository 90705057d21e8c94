/** Writes the table of values in the chart's README from the comments of values.yaml. */
import { readFileSync, writeFileSync } from 'node:fs';
import { TABLE_BEGIN, TABLE_END, withFreshValues } from './values-table.ts';

const chart = new URL('../../helm/kafka-rest/', import.meta.url);
const readme = new URL('README.md', chart);
const values = readFileSync(new URL('values.yaml', chart), 'utf8');
const fresh = withFreshValues(readFileSync(readme, 'utf8'), values);
if (fresh === null) throw new Error(`README.md of the chart has no ${TABLE_BEGIN} … ${TABLE_END}`);
writeFileSync(readme, fresh);
