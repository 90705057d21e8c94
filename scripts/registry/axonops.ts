import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../kafka/command.ts';
import { fetched } from './fetched.ts';
import { OR_NAME_YOURS, type RegistryProgram } from './registry-kind.ts';

const VERSION = '0.2.1';
const MODULE = 'github.com/axonops/axonops-schema-registry';

const MISSING =
  `The tests build AxonOps Schema Registry ${VERSION} themselves: install Go 1.26 or newer (https://go.dev/dl), ` +
  OR_NAME_YOURS;

// "go install module@version" does not resolve this module; a module that requires it does.
const GO_MOD = `module local/registry

go 1.26.0

require ${MODULE} v${VERSION}
`;

/** AxonOps Schema Registry in memory, without authentication, built with Go once (about a minute) and kept in `.registry`. */
export async function axonops(port: number): Promise<RegistryProgram> {
  const folder = await fetched(`axonops-${VERSION}`, build);
  return {
    command: [join(folder, 'schema-registry')],
    environment: {
      SCHEMA_REGISTRY_HOST: '127.0.0.1',
      SCHEMA_REGISTRY_PORT: String(port),
      SCHEMA_REGISTRY_STORAGE_TYPE: 'memory',
    },
    basePath: '',
  };
}

async function build(work: string): Promise<string> {
  const kept = join(work, 'program');
  await mkdir(kept);
  await writeFile(join(work, 'go.mod'), GO_MOD);
  const args = ['build', '-mod=mod', '-buildvcs=false', '-o', join(kept, 'schema-registry')];
  await run('go', [...args, `${MODULE}/cmd/schema-registry`], MISSING, work);
  return kept;
}
