import type { Metrics } from './metrics.js';

/** docs/metrics.md, whole. */
export function metricsDocument(metrics: Metrics): string {
  const rows = metrics
    .describe()
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, type, labels, help }) => {
      const shown = labels.map((label) => `\`${label}\``).join(', ');
      return `| \`${name}\` | ${type} | ${shown} | ${help} |`;
    });
  return `# Metrics

Generated from \`src/metrics\` by \`npm run docs\`; do not edit.

Served at \`/metrics\` in the text format of Prometheus: on the management port where \`management.listeners\` names one, else on the
API's. Labels have few values: routes are patterns, never paths. The metrics of the process (\`kafka_rest_process_*\`, \`kafka_rest_nodejs_*\`)
are those of prom-client.

| metric | type | labels | meaning |
|---|---|---|---|
${rows.join('\n')}
`;
}
