import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load, loadAll } from 'js-yaml';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const CHART = join(ROOT, 'helm/kafka-rest');
/** Both majors that the chart works with. */
export const HELMS = ['helm3', 'helm4'] as const;
export type Helm = (typeof HELMS)[number];
/** Names of the value files in `ci`. */
export const CASES = readdirSync(join(CHART, 'ci')).map((file) => file.replace(/-values\.yaml$/, ''));

export const NAMESPACE = 'kafka';
const TOOLS = join(ROOT, '.toolchain/helm');
const RELEASE = ['release', CHART, '--namespace', NAMESPACE];

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Values for Helm, of any shape: wrong ones are among them. */
export type Values = Record<string, unknown>;

export interface KubernetesObject {
  kind: string;
  metadata: { name: string; labels: Record<string, string> };
  spec: never;
  data?: Record<string, string>;
}

/** Runs one of the installed tools; its values come on the standard input. */
export function run(tool: Helm | 'kubeconform', args: readonly string[], input = ''): Promise<Outcome> {
  const home = join(TOOLS, 'home', tool);
  // A user's own configuration and plugins are no part of the test.
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(join(TOOLS, tool), args, { env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number')
        reject(new Error(`${tool} cannot be run`, { cause: error }));
      else resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

/** `helm template` with values: of a file in `ci`, or as they are. */
export function template(helm: Helm, values: string | Values, ...more: string[]): Promise<Outcome> {
  const [file, input] = typeof values === 'string' ? [valuesFile(values), ''] : ['-', JSON.stringify(values)];
  return run(helm, ['template', ...RELEASE, '--kube-version', '1.34.1', '--values', file, ...more], input);
}

/** What `helm install` tells a user. */
export async function notes(values: Values): Promise<string> {
  // Helm 3 asks the cluster even for that.
  const args = ['install', ...RELEASE, '--dry-run=client', '--values', '-'];
  const { code, stdout, stderr } = await run('helm4', args, JSON.stringify(values));
  if (code !== 0) throw new Error(stderr);
  return stdout.slice(stdout.indexOf('NOTES:'));
}

/** Objects of the chart with these values. */
export async function objects(values: string | Values, helm: Helm = 'helm3'): Promise<KubernetesObject[]> {
  const { code, stdout, stderr } = await template(helm, values);
  if (code !== 0) throw new Error(stderr);
  return loadAll(stdout).filter((object) => object !== null) as KubernetesObject[];
}

/** @throws Error where there is not exactly one of this kind whose name ends so */
export function only<T = KubernetesObject>(all: readonly KubernetesObject[], kind: string, end = ''): T {
  const found = all.filter((object) => object.kind === kind && object.metadata.name.endsWith(end));
  const [object] = found;
  if (object === undefined || found.length > 1) throw new Error(`${found.length} objects of kind ${kind}`);
  return object as T;
}

export function valuesFile(name: string): string {
  return join(CHART, 'ci', `${name}-values.yaml`);
}

/** A YAML or JSON file of the chart. */
export function chartFile<T>(path: string): T {
  return load(readFileSync(join(CHART, path), 'utf8')) as T;
}
