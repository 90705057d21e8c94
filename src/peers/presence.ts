import { connect } from 'node:net';

const CONNECT_TIMEOUT_MS = 1_000;

/**
 * Whether a replica is there: `listening`; `refused`, when its machine says that nobody listens at its address, so that the
 * process with all its instances has ended or is not up yet; `unknown`, when nobody says anything.
 */
export type Presence = 'listening' | 'refused' | 'unknown';

/**
 * Finds out by a connection that is closed at once. Takes a second at most, and never rejects.
 *
 * @param url origin of the replica's listener
 */
export function presenceOf(url: string): Promise<Presence> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const settle = (presence: Presence): void => {
      resolve(presence);
      socket.destroy();
    };
    // What came while this process had no time is heard first.
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => setImmediate(() => settle('unknown')));
    socket.once('connect', () => settle('listening'));
    socket.once('error', (error) => settle(isRefusal(error) ? 'refused' : 'unknown'));
  });
}

/** Whether nobody listens where a connection was tried; a host may have several addresses: all of them say so. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isRefusal);
  return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
}
