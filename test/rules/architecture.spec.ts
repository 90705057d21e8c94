import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { isSpec, nodesOf, type SourceFile, sourceFiles } from '../support/source-files.js';

const MODULES = ['producer', 'consumer', 'metadata', 'admin', 'health'];
/** Folders of a module that speak HTTP: one per dialect, and `wire` for what several of them share. */
const DIALECTS = /^(?:v1|v2|v3|draft|wire)$/;

/** What a service may stand on: everything below it, and of HTTP only the news that the process shuts down. */
const BELOW = ['errors', 'collections', 'config', 'logging', 'metrics', 'kafka', 'json', 'formats', 'schema-registry'];

/** Each area of `src` with the areas it may import beside itself. What is not listed here does not exist. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  errors: [],
  collections: [],
  config: ['config/librdkafka'],
  'config/librdkafka': ['config'],
  logging: ['config'],
  json: ['errors'],
  metrics: ['errors'],
  kafka: ['errors', 'collections', 'config', 'logging', 'metrics'],
  'kafka/librdkafka': ['errors', 'collections', 'config', 'logging', 'metrics', 'kafka'],
  // Kafka's protocol itself, for what librdkafka has no call for.
  'kafka/protocol': ['errors', 'config', 'logging', 'kafka'],
  'kafka/embedded': ['errors', 'config', 'logging', 'kafka', 'kafka/librdkafka'],
  'schema-registry': ['errors', 'config', 'logging', 'metrics'],
  'schema-registry/http': ['errors', 'config', 'logging', 'metrics', 'schema-registry'],
  // The registry's own API: the only part of it that speaks HTTP to clients.
  'schema-registry/api': ['errors', 'config', 'http', 'schema-registry'],
  formats: ['errors', 'config', 'json', 'kafka', 'schema-registry'],
  // Nobody who follows requests knows HTTP or Kafka.
  tracing: ['config', 'logging'],
  http: ['errors', 'collections', 'config', 'logging', 'metrics', 'json', 'tracing'],
  // Other replicas: between HTTP and its handlers.
  peers: ['errors', 'config', 'logging', 'metrics', 'http'],
  ...Object.fromEntries(MODULES.map((module) => [module, BELOW])),
  health: [...BELOW, 'http'],
  openapi: ['errors', 'config', 'http', 'schema-registry/api', ...MODULES],
  main: ['app', 'config', 'logging', 'kafka', 'kafka/librdkafka'],
  app: [
    'config',
    'logging',
    'metrics',
    'tracing',
    'http',
    'peers',
    'kafka',
    'schema-registry',
    'schema-registry/api',
    'openapi',
    ...MODULES,
  ],
};

/** Libraries that belong to some areas only. */
const LIBRARIES: readonly { name: RegExp; areas: (area: string) => boolean }[] = [
  { name: /^(?:node-rdkafka|koffi)(?:\/|$)/, areas: (area) => /^kafka\/(?:librdkafka|embedded)$/.test(area) },
  { name: /^(?:express|@nestjs\/(?:platform-express|swagger|terminus))(?:\/|$)/, areas: speaksHttp },
  { name: /^(?:node:)?https?$/, areas: (area) => speaksHttp(area) || area === 'schema-registry/http' },
  { name: /^prom-client$/, areas: (area) => area === 'metrics' },
  { name: /^@platformatic\/kafka$/, areas: (area) => area === 'kafka/protocol' },
  { name: /^@opentelemetry\//, areas: (area) => area === 'tracing' },
  { name: /^undici$/, areas: (area) => area === 'schema-registry/http' || area === 'peers' },
  { name: /^(?:cockatiel|mappersmith|@kafkajs\/.*)$/, areas: (area) => area === 'schema-registry/http' },
];

const FILES = sourceFiles('src').filter((file) => !isSpec(file));

describe('imports', () => {
  it('stay within what each area may use', () => {
    const faults = FILES.flatMap((file) =>
      file.imports
        .filter(({ ours, target }) => ours && !mayImport(file.path, target))
        .map(({ target }) => `${file.path} → ${target}`),
    );
    expect(faults).toEqual([]);
  });

  it('leave libraries to the areas they belong to', () => {
    const faults = FILES.flatMap((file) =>
      file.imports
        .filter(({ target }) => LIBRARIES.some(({ name, areas }) => name.test(target) && !areas(areaOf(file.path))))
        .map(({ target }) => `${file.path} → ${target}`),
    );
    expect(faults).toEqual([]);
  });

  it('leave exceptions of the framework to those who speak HTTP', () => {
    const faults = FILES.filter(({ path }) => !speaksHttp(areaOf(path))).filter(({ imports }) =>
      imports.some(
        ({ target, names }) => target === '@nestjs/common' && names.some((name) => name.endsWith('Exception')),
      ),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it('of another module are its module and its services', () => {
    const faults = FILES.filter(({ path }) => areaOf(path) !== 'openapi').flatMap((file) =>
      file.imports
        .filter(({ ours, target }) => ours && moduleOf(target) !== null && moduleOf(target) !== moduleOf(file.path))
        .filter(({ target }) => !/\/[\w-]+\.(?:module|service)\.ts$/.test(target) || DIALECTS.test(folderOf(target)))
        .map(({ target }) => `${file.path} → ${target}`),
    );
    expect(faults).toEqual([]);
  });

  it('do not go in circles', () => {
    expect(circles(FILES)).toEqual([]);
  });

  it('of what only tracing needs are made when it is switched on', () => {
    const lazy = 'src/tracing/open-telemetry-tracer.ts';
    expect(FILES.map(({ path }) => path)).toContain(lazy);
    const loaders = FILES.filter(({ imports }) => imports.some(({ target }) => target === lazy));
    expect(loaders.map(({ path }) => path)).toEqual(['src/tracing/start-tracing.ts']);
    const [loader] = loaders;
    const atImport = loader?.tree.statements
      .filter((node) => ts.isImportDeclaration(node))
      .map((node) => node.getText());
    expect(atImport?.join()).not.toContain('open-telemetry');
  });

  it('of tests do not get into the product', () => {
    const faults = FILES.filter(({ imports }) =>
      imports.some(({ ours, target }) => ours && !target.startsWith('src/')),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});

describe('folders', () => {
  it('of dialects have no service', () => {
    const faults = FILES.filter(({ path }) => DIALECTS.test(folderOf(path)) && path.endsWith('.service.ts'));
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  it('hold no file named after nothing', () => {
    const faults = [...sourceFiles('src'), ...sourceFiles('test')].filter(({ path }) =>
      /(?:^|\/|[.-])(?:utils?|helpers?|common|index|misc|shared)(?:[.-][\w.-]*)?\.ts$/.test(path),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read in src/config only', () => {
    const faults = FILES.filter(({ path }) => !areaOf(path).startsWith('config')).filter(
      ({ tree, imports }) =>
        [...nodesOf(tree)].some(
          (node) => ts.isPropertyAccessExpression(node) && /^process\.env$/.test(node.getText()),
        ) || imports.some(({ target, names }) => /^(?:node:)?process$/.test(target) && names.includes('env')),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});

function mayImport(from: string, to: string): boolean {
  const [area, target] = [areaOf(from), areaOf(to)];
  if (area === target) return true;
  const module = moduleOf(from);
  if (DIALECTS.test(folderOf(from))) {
    if (module !== null && moduleOf(to) !== null && moduleOf(to) !== module) return true; // what of it, another test tells
    return target === module || target === `${module}/wire` || target === 'http' || BELOW.includes(target);
  }
  // A module lists the controllers of its dialects.
  if (module !== null && target.startsWith(`${module}/`)) return from.endsWith('.module.ts');
  if (module !== null && to === 'src/http/drain.ts') return true;
  // Metadata says which cluster is served to whoever guards paths.
  if (from === 'src/metadata/cluster.module.ts' && to === 'src/http/resources/known-clusters.ts') return true;
  if (module !== null && moduleOf(to) !== null) return true; // what of it, another test tells
  if (from === 'src/schema-registry/schema-registry.module.ts' && target === 'schema-registry/http') return true;
  if (area === 'kafka' && /^kafka\/(?:librdkafka|embedded|protocol)$/.test(target))
    return /\/kafka\.(?:module|clients)\.ts$/.test(from);
  return MAY_IMPORT[area]?.includes(target) ?? false;
}

/** The folder below `src`, with the one below it where that has rules of its own; the bare name of a file at the top. */
function areaOf(path: string): string {
  const [, first = '', second = '', third] = path.split('/');
  if (second === '') return first === 'app.module.ts' ? 'app' : first.replace(/\.ts$/, '');
  return third !== undefined &&
    (DIALECTS.test(second) ||
      /^(?:librdkafka|embedded|protocol|api)$/.test(second) ||
      (first === 'schema-registry' && second === 'http'))
    ? `${first}/${second}`
    : first;
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

function moduleOf(path: string): string | null {
  const module = path.split('/')[1] ?? '';
  return MODULES.includes(module) ? module : null;
}

function speaksHttp(area: string): boolean {
  return (
    /^(?:http|health|openapi|peers|app|schema-registry\/api)$/.test(area) || DIALECTS.test(area.split('/')[1] ?? '')
  );
}

/** Files that, by what is left of their imports after compilation, load themselves. */
function circles(files: readonly SourceFile[]): string[] {
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ ours, typeOnly }) => ours && !typeOnly).map(({ target }) => target),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}
