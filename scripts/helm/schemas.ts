/**
 * Writes test/helm/schemas/kubernetes.json and one file beside it for each kind that the chart makes: strict, unknown fields
 * are refused, and without descriptions. Run by scripts/helm/schemas.sh, its argument is Kubernetes' swagger.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Schema = { [key: string]: unknown };

const KINDS = [
  'io.k8s.api.apps.v1.Deployment',
  'io.k8s.api.apps.v1.StatefulSet',
  'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  'io.k8s.api.core.v1.ConfigMap',
  'io.k8s.api.core.v1.Pod',
  'io.k8s.api.core.v1.Service',
  'io.k8s.api.core.v1.ServiceAccount',
  'io.k8s.api.networking.v1.Ingress',
  'io.k8s.api.networking.v1.NetworkPolicy',
  'io.k8s.api.policy.v1.PodDisruptionBudget',
];
/** Written by the cluster only, and large. */
const STATUS = /^io\.k8s\.api\..*Status$/;
/** Of one type in the document, of two on the wire. */
const WIDER = new Map<string, Schema>([
  ['io.k8s.apimachinery.pkg.api.resource.Quantity', { type: ['string', 'number'] }],
  ['io.k8s.apimachinery.pkg.util.intstr.IntOrString', { type: ['string', 'integer'] }],
]);
const PREFIX = '#/definitions/';

const [document = ''] = process.argv.slice(2);
const { definitions } = JSON.parse(readFileSync(document, 'utf8')) as { definitions: Record<string, Schema> };
const found = new Map<string, Schema>();
for (const kind of KINDS) collect(kind);

const folder = new URL('../../test/helm/schemas/', import.meta.url);
const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
// One definition a line: small, and a new version of Kubernetes shows as a diff that can be read.
const lines = sorted.map(([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`);
writeFileSync(
  new URL('kubernetes.json', folder),
  `{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  "definitions": {\n${lines.join(',\n')}\n  }\n}\n`,
);
for (const kind of KINDS) {
  const [group = '', version = '', name = ''] = kind.split('.').slice(3);
  const file = [name, ...(group === 'core' ? [] : [group]), version].join('-').toLowerCase();
  const schema = { $ref: `kubernetes.json${PREFIX}${kind}` };
  writeFileSync(new URL(`${file}.json`, folder), `${JSON.stringify(schema)}\n`);
}

function collect(name: string): void {
  if (found.has(name)) return;
  const definition = definitions[name];
  if (definition === undefined) throw new Error(`${document} has no ${name}`);
  found.set(name, {});
  const wider = WIDER.get(name);
  found.set(name, wider ?? strict(definition, true));
}

function strict(schema: Schema, isDefinition = false): Schema {
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].slice(PREFIX.length);
    collect(name);
    return { $ref: schema['$ref'] };
  }
  const kept: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (['type', 'required', 'enum'].includes(key)) kept[key] = value;
    else if (key === 'items' || key === 'additionalProperties') kept[key] = strict(value as Schema);
    else if (key === 'properties') kept[key] = strictProperties(value as Record<string, Schema>);
  }
  const [gvk] = (schema['x-kubernetes-group-version-kind'] ?? []) as { kind: string }[];
  if (isDefinition && kept['properties']) kept['additionalProperties'] = false;
  if (gvk !== undefined && KINDS.some((kind) => kind.endsWith(`.${gvk.kind}`))) {
    kept['required'] = [...new Set([...((kept['required'] ?? []) as string[]), 'apiVersion', 'kind', 'metadata'])];
  }
  return kept;
}

function strictProperties(properties: Record<string, Schema>): Record<string, Schema> {
  const kept = Object.entries(properties).filter(([, { $ref }]) => {
    return typeof $ref !== 'string' || !STATUS.test($ref.slice(PREFIX.length));
  });
  return Object.fromEntries(kept.map(([name, schema]) => [name, strict(schema)]));
}
