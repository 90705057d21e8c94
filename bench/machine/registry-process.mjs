// Runs a schema registry for the benchmark until it is told to end; prints `{"url"}` when it serves clients.
import { SchemaRegistryProcess } from '../../scripts/registry/schema-registry-process.ts';

const registry = await SchemaRegistryProcess.start('axonops');

process.on('SIGTERM', () => {
  registry.stop().then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

console.log(JSON.stringify({ url: registry.url }));
