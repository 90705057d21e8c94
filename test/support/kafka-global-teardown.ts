import type {} from './kafka-global-setup.ts';

/** Ends what the set-up started. */
export default async function teardown(): Promise<void> {
  await Promise.all((globalThis.startedServers ?? []).map((server) => server.stop()));
}
