import type {} from './kafka-global-setup.ts';

/** Ends the cluster that the set-up started, if it did. */
export default async function teardown(): Promise<void> {
  await globalThis.startedKafkaCluster?.stop();
}
