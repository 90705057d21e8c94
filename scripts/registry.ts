import { parseArgs } from 'node:util';
import { holdRegistry, runningRegistry, startRegistry, stopRegistry } from './registry/background.ts';
import { REGISTRY_KINDS, type RegistryKind } from './registry/registry-kind.ts';

const USAGE = `Real schema registries for tests and experiments on free ports of 127.0.0.1, in memory.

  registry.ts start [--kind axonops|apicurio] [--port N]
  registry.ts status [--kind axonops|apicurio]
  registry.ts stop [--kind axonops|apicurio]

start leaves the registry running and prints its URL; one that runs already is left alone. Without --kind, each command is
about both. --port needs a --kind.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { kind: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return print(USAGE);
  const [command, ...more] = positionals;
  if (command === undefined || more.length > 0) throw new Error(`one of start, status, stop\n\n${USAGE}`);
  const kinds = values.kind === undefined ? REGISTRY_KINDS : [kindOf(values.kind)];
  if (values.port !== undefined && values.kind === undefined) throw new Error('--port needs a --kind');
  const port = values.port === undefined ? undefined : Number(values.port);
  switch (command) {
    case 'start':
      return start(kinds, port);
    case 'status':
      return status(kinds);
    case 'stop':
      return stop(kinds);
    case 'hold':
      return holdRegistry(kinds[0] ?? 'axonops', port);
    default:
      throw new Error(`${command}: not one of start, status, stop`);
  }
}

async function start(kinds: readonly RegistryKind[], port: number | undefined): Promise<number> {
  const states = await Promise.all(kinds.map((kind) => startRegistry(kind, port)));
  return print(states.map(({ kind, url }) => `${kind} ${url}\n`).join(''));
}

function status(kinds: readonly RegistryKind[]): number {
  const states = kinds.map((kind) => ({ kind, state: runningRegistry(kind) }));
  print(states.map(({ kind, state }) => `${kind} ${state?.url ?? 'does not run'}\n`).join(''));
  return states.every(({ state }) => state !== null) ? 0 : 1;
}

async function stop(kinds: readonly RegistryKind[]): Promise<number> {
  const stopped = await Promise.all(kinds.map(async (kind) => ({ kind, ran: await stopRegistry(kind) })));
  return print(stopped.map(({ kind, ran }) => `${kind} ${ran ? 'stopped' : 'did not run'}\n`).join(''));
}

function kindOf(text: string): RegistryKind {
  const kind = REGISTRY_KINDS.find((each) => each === text);
  if (kind === undefined) throw new Error(`--kind ${text}: not one of ${REGISTRY_KINDS.join(', ')}`);
  return kind;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
