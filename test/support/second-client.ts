import {
  Admin,
  type ClusterMetadata,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes,
} from '@platformatic/kafka';

export interface SeenPartition {
  leader: number;
  replicas: number[];
  isr: number[];
}

export interface SeenCluster {
  id: string;
  brokers: Map<number, { host: string; port: number; rack: string | null }>;
  partitions: SeenPartition[];
}

/** What a client that shares no code with the gateway's sees of a cluster and a topic; without partitions: no such topic. */
export async function secondLook(bootstrapServers: string, topic?: string): Promise<SeenCluster> {
  return withAdmin(bootstrapServers, async (admin) => {
    const { id, brokers, topics } = await metadataOf(admin, topic);
    const seen = [...brokers].map(
      ([node, { host, port, rack }]) => [node, { host, port, rack: rack ?? null }] as const,
    );
    const partitions = topic === undefined ? [] : (topics.get(topic)?.partitions ?? []);
    return {
      id,
      brokers: new Map(seen),
      partitions: partitions.map(({ leader, replicas, isr }) => ({ leader, replicas, isr })),
    };
  });
}

/** A setting of a topic as that client sees it. */
export async function secondLookAtConfig(
  bootstrapServers: string,
  topic: string,
  name: string,
): Promise<string | null> {
  return withAdmin(bootstrapServers, async (admin) => {
    const [described] = await admin.describeConfigs({
      resources: [{ resourceType: 2, resourceName: topic, configurationKeys: [name] }],
    });
    return described?.configs.find((config) => config.name === name)?.value ?? null;
  });
}

/** Lets these brokers pass on one byte a second of the replicas that their topics name as throttled. */
export async function slowDown(bootstrapServers: string, brokerIds: readonly number[]): Promise<void> {
  const configs = ['leader', 'follower'].map((side) => ({
    name: `${side}.replication.throttled.rate`,
    configOperation: IncrementalAlterConfigOperationTypes.SET,
    value: '1',
  }));
  const resources = brokerIds.map((id) => ({
    resourceType: ConfigResourceTypes.BROKER,
    resourceName: String(id),
    configs,
  }));
  await withAdmin(bootstrapServers, (admin) => admin.incrementalAlterConfigs({ resources }));
}

async function metadataOf(admin: Admin, topic: string | undefined): Promise<ClusterMetadata> {
  try {
    return await admin.metadata({ topics: topic === undefined ? [] : [topic], forceUpdate: true });
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('Unknown topic '))) throw error;
    return admin.metadata({ topics: [], forceUpdate: true });
  }
}

async function withAdmin<T>(bootstrapServers: string, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin({ clientId: 'second-client', bootstrapBrokers: bootstrapServers.split(','), retries: 0 });
  try {
    return await use(admin);
  } finally {
    await admin.close();
  }
}
