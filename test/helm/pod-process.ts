import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type KubernetesObject, NAMESPACE, only, ROOT } from './chart.js';
import { type Container, type Pod, type Variable, workloadOf } from './pod.js';

/** Built in the image; run from the sources here, so that the tests need no build. */
const BUILT = 'dist/main.js';
const SOURCE = join(ROOT, 'src/main.ts');
const TYPESCRIPT = pathToFileURL(fileURLToPath(new URL('../support/children/typescript.mjs', import.meta.url))).href;
const START_LIMIT_MS = 90_000;

/** What is in the secrets and ConfigMaps that exist before the chart: by name, by key. */
export type Existing = Record<string, Record<string, string>>;

/**
 * The gateway of a rendered pod as the kubelet would run it: command, arguments, environment and files are those of the
 * manifest. The paths of its volumes are below a folder of its own, in arguments and variables too.
 */
export class PodProcess {
  private readonly root = mkdtempSync(join(tmpdir(), 'pod-'));
  private readonly container: Container;
  private readonly pod: Pod;
  private readonly folders: string[] = [];
  private readonly environment: Record<string, string>;
  private child: ChildProcess | null = null;
  private output = '';

  constructor(all: readonly KubernetesObject[], existing: Existing = {}) {
    const workload = workloadOf(all);
    this.pod = workload.spec.template.spec;
    [this.container] = this.pod.containers;
    this.mount(all, existing);
    const fields = { 'metadata.name': `${workload.metadata.name}-0`, 'status.podIP': '127.0.0.1' };
    this.environment = { PATH: '/usr/bin:/bin', ...imageEnvironment(), ...this.variables(fields) };
  }

  /** Runs it to its end with an argument more. */
  async runWith(flag: string): Promise<{ code: number; output: string }> {
    const child = this.spawn([flag]);
    const [code] = (await once(child, 'close')) as [number];
    return { code, output: this.output };
  }

  /** Resolves when it listens; rejects, with what it said, when it ends before. */
  async start(): Promise<void> {
    const child = this.spawn([]);
    this.child = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.stdout?.on('data', () => this.output.includes('"listening"') && resolve());
    child.once('close', () => reject(new Error(`It ended by itself: ${this.output}`)));
    const timer = setTimeout(() => reject(new Error(`It does not listen: ${this.output}`)), START_LIMIT_MS);
    await promise.finally(() => clearTimeout(timer));
  }

  /** Asks as the kubelet does; the status of the answer. */
  async probe(name: 'startupProbe' | 'livenessProbe' | 'readinessProbe'): Promise<number> {
    const { httpGet, timeoutSeconds } = this.container[name];
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const response = await fetch(this.url(httpGet.port) + httpGet.path, { signal });
    await response.arrayBuffer();
    return response.status;
  }

  /** Address of a port by its name in the manifest. */
  url(portName: string): string {
    const port = this.container.ports.find(({ name }) => name === portName);
    if (port === undefined) throw new Error(`The pod has no port ${portName}`);
    return `${portName === 'https' ? 'https' : 'http'}://127.0.0.1:${port.containerPort}`;
  }

  /** SIGTERM, and SIGKILL after the grace period of the manifest. Exit code, null when it was killed; milliseconds. */
  async stop(): Promise<{ code: number | null; ms: number }> {
    const { child } = this;
    if (child === null) throw new Error('It was not started');
    this.child = null;
    const begin = performance.now();
    const closed = once(child, 'close') as Promise<[number | null]>;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), this.pod.terminationGracePeriodSeconds * 1000);
    const [code] = await closed;
    clearTimeout(timer);
    return { code, ms: performance.now() - begin };
  }

  /** Ends it if it still runs, and removes its files. */
  async dispose(): Promise<void> {
    if (this.child !== null) {
      const closed = once(this.child, 'close');
      if (this.child.exitCode === null && this.child.kill('SIGKILL')) await closed;
    }
    rmSync(this.root, { recursive: true });
  }

  private spawn(more: string[]): ChildProcess {
    const [program, main] = this.container.command;
    if (program !== 'node' || main !== BUILT) throw new Error(`Unknown command ${this.container.command.join(' ')}`);
    const args = [...this.container.args.map((argument) => this.inside(argument)), ...more];
    this.output = '';
    const child = spawn(process.execPath, ['--import', TYPESCRIPT, SOURCE, ...args], {
      cwd: ROOT,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    return child;
  }

  private mount(all: readonly KubernetesObject[], existing: Existing): void {
    for (const { name, mountPath } of this.container.volumeMounts) {
      this.folders.push(mountPath);
      const volume = this.pod.volumes.find((one) => one.name === name);
      if (volume === undefined) throw new Error(`There is no volume ${name}`);
      if (volume.configMap) this.write(mountPath, only(all, 'ConfigMap', volume.configMap.name).data ?? {});
      for (const source of volume.projected?.sources ?? []) {
        const { name: from = '', items = [] } = source.secret ?? source.configMap ?? {};
        for (const { key, path } of items) {
          const content = existing[from]?.[key];
          if (content === undefined) throw new Error(`${from} has no ${key}`);
          this.write(mountPath, { [path]: content });
        }
      }
    }
  }

  private write(folder: string, files: Record<string, string>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.root, folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }

  /** Kubernetes replaces `$(NAME)` by variables further up only. */
  private variables(fields: Record<string, string>): Record<string, string> {
    const known = new Map<string, string>();
    for (const variable of this.container.env) known.set(variable.name, this.valueOf(variable, fields, known));
    return Object.fromEntries(known);
  }

  private valueOf(
    { name, value, valueFrom }: Variable,
    fields: Record<string, string>,
    known: Map<string, string>,
  ): string {
    if (value !== undefined)
      return this.inside(value.replace(/\$\((\w+)\)/g, (all, other: string) => known.get(other) ?? all));
    const field = fields[valueFrom?.fieldRef?.fieldPath ?? ''];
    if (field === undefined) throw new Error(`${name} has no value`);
    return field;
  }

  private inside(path: string): string {
    return this.folders.some((folder) => path.startsWith(`${folder}/`)) ? join(this.root, path) : path;
  }
}

/** Variables that the image sets. */
function imageEnvironment(): Record<string, string> {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
  const [, line = ''] = /^ENV (NODE_ENV=.*)$/m.exec(dockerfile) ?? [];
  const pairs = line.split(' ').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}

/**
 * Runs the pod of `helm test` with the gateway's address in place of its name in DNS.
 *
 * @param certificate path of the certificate in place of the one that is mounted, where there is one
 */
export async function runTestPod(
  all: readonly KubernetesObject[],
  gateway: string,
  certificate?: string,
): Promise<{ code: number; output: string }> {
  const [container] = only<{ spec: Pod }>(all, 'Pod').spec.containers;
  const [variable, mounted, ...others] = container.env;
  const service = only<{ metadata: { name: string }; spec: { ports: [{ port: number }] } }>(
    all.filter(({ metadata }) => !metadata.name.endsWith('-headless')),
    'Service',
  );
  const address = `${new URL(gateway).protocol}//${service.metadata.name}.${NAMESPACE}.svc:${service.spec.ports[0].port}`;
  if (variable?.value !== address || others.length > 0)
    throw new Error(`The test asks ${variable?.value}, not ${address}`);
  if ((mounted === undefined) !== (certificate === undefined)) throw new Error('A certificate, or none');
  const [, ...command] = container.command;
  const child = spawn(process.execPath, [...command, ...container.args], {
    env: { [variable.name]: gateway, ...(mounted ? { [mounted.name]: certificate } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}
