// Runs an Apache Kafka for the benchmark until it is told to end; prints `{"bootstrapServers"}` when it serves clients.
import { KafkaCluster } from '../../scripts/kafka/cluster.ts';

const cluster = await KafkaCluster.start({
  // The tests' brokers are set up to start fast; this one is to run fast.
  jvmArgs: ['-Xms1g', '-Xmx1g', '-XX:TieredStopAtLevel=4'],
});

process.on('SIGTERM', () => {
  cluster.stop().then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

console.log(JSON.stringify(cluster.address));
