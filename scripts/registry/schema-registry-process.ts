import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../kafka/ports.ts';
import { apicurio } from './apicurio.ts';
import { axonops } from './axonops.ts';
import { GuardedServer } from './guarded-server.ts';
import type { RegistryKind, RegistryProgram } from './registry-kind.ts';

const PROGRAMS: Record<RegistryKind, (port: number) => Promise<RegistryProgram>> = { axonops, apicurio };

/** A running schema registry on 127.0.0.1, empty at first. It ends with this process, however that ends. */
export class SchemaRegistryProcess {
  /** Where its Confluent API is; other paths follow: `${url}/subjects`. */
  readonly url: string;
  private readonly server: GuardedServer;

  private constructor(url: string, server: GuardedServer) {
    this.url = url;
    this.server = server;
  }

  /**
   * Resolves when it serves clients: AxonOps in about 0.1 s, Apicurio in 3 s, longer where it has to be fetched first.
   *
   * @param port default: a free one
   */
  static async start(kind: RegistryKind, port?: number): Promise<SchemaRegistryProcess> {
    if (port !== undefined) await checkFree(port);
    const [free = 0] = port === undefined ? await freePorts(1) : [port];
    const program = await PROGRAMS[kind](free);
    const server = new GuardedServer(program, await mkdtemp(join(tmpdir(), `registry-${kind}-`)));
    const url = `http://127.0.0.1:${free}${program.basePath}`;
    try {
      await server.answering(`${url}/subjects`);
    } catch (error) {
      await server.stop();
      throw new Error(`The ${kind} registry did not start: ${(error as Error).message}`, { cause: error });
    }
    return new SchemaRegistryProcess(url, server);
  }

  /** Kills it; what it held is gone. */
  async stop(): Promise<void> {
    await this.server.stop();
  }
}

/** Whoever listens there already could answer in its place. */
async function checkFree(port: number): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('port: not a number from 1 to 65535');
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch (cause) {
    throw new Error(`Port ${port} of 127.0.0.1 is taken: choose another, or none for a free one.`, { cause });
  }
  await once(probe.close(), 'close');
}
