import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the range that Linux and macOS take outgoing ports from, so that nobody gets one between this check and its use. */
const LOWEST = 15_000;
const HIGHEST = 32_000;
const RANGE = 200;
const RANGES = Math.floor((HIGHEST - LOWEST) / RANGE);

/** Processes that start side by side look in different places: what one has found and not taken yet, the other leaves alone. */
const first = LOWEST + (process.pid % RANGES) * RANGE;
let next = randomInt(RANGE);

/** `count` different TCP ports of 127.0.0.1 that nobody listens on, and that this process was not given lately. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  try {
    for (let attempt = 0; ports.length < count; attempt += 1) {
      if (attempt > RANGE) throw new Error(`No ${count} free ports from ${first} to ${first + RANGE} on 127.0.0.1.`);
      const port = first + (next++ % RANGE);
      const server = await listen(port);
      if (server === null) continue;
      servers.push(server);
      ports.push(port);
    }
  } finally {
    await Promise.all(servers.map(async (server) => once(server.close(), 'close')));
  }
  return ports;
}

async function listen(port: number): Promise<Server | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}
