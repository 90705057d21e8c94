import type { KubernetesObject } from './chart.js';

export interface Variable {
  name: string;
  value?: string;
  valueFrom?: { fieldRef?: { fieldPath: string } };
}

interface Probe {
  httpGet: { path: string; port: string };
  timeoutSeconds: number;
}

export interface Container {
  image: string;
  command: string[];
  args: string[];
  env: Variable[];
  ports: { name: string; containerPort: number }[];
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
  resources: { requests: object; limits: { memory?: string } };
  securityContext: {
    allowPrivilegeEscalation: boolean;
    readOnlyRootFilesystem: boolean;
    capabilities: { drop: string[]; add?: string[] };
  };
  volumeMounts: { name: string; mountPath: string; subPath?: string; readOnly?: boolean }[];
}

interface Items {
  name: string;
  items: { key: string; path: string }[];
}

/** What the tests read of a pod. */
export interface Pod {
  enableServiceLinks: boolean;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds: number;
  securityContext: { runAsNonRoot: boolean; runAsUser?: number; seccompProfile: { type: string } };
  containers: [Container];
  volumes: {
    name: string;
    configMap?: { name: string };
    projected?: { defaultMode: number; sources: { secret?: Items; configMap?: Items }[] };
  }[];
  topologySpreadConstraints?: { labelSelector: { matchLabels: Labels } }[];
}

export type Labels = Record<string, string>;

export interface Workload {
  kind: string;
  metadata: { name: string };
  spec: {
    replicas?: number;
    serviceName?: string;
    selector: { matchLabels: Labels };
    template: { metadata: { labels: Labels; annotations: Labels }; spec: Pod };
  };
}

/** The StatefulSet or the Deployment. */
export function workloadOf(all: readonly KubernetesObject[]): Workload {
  const found = all.filter(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment');
  if (found.length !== 1) throw new Error(`${found.length} workloads`);
  return found[0] as unknown as Workload;
}

/** The pod of the gateway. */
export function podOf(all: readonly KubernetesObject[]): Pod {
  return workloadOf(all).spec.template.spec;
}

/** Whether a selector finds an object with these labels. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}
