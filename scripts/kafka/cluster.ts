import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Broker } from './broker.ts';
import { certificates, type Certificates } from './certificates.ts';
import { run } from './command.ts';
import { kafkaClassPath } from './distribution.ts';
import { freePorts } from './ports.ts';
import { propertiesText, serverProperties } from './server-properties.ts';

export interface ClusterOptions {
  /** 1..5, default 1. */
  brokers?: number;
  /** Where the brokers stand, by node id from 1; those that are left out stand nowhere. */
  racks?: readonly string[];
  /** Adds a SASL_SSL listener with SCRAM-SHA-512, SCRAM-SHA-256, PLAIN and unsecured OAUTHBEARER. */
  saslSsl?: boolean;
  /** ACLs decide: anonymous clients of the plaintext listener and the first SASL user may do everything, others nothing. */
  authorizer?: boolean;
  /** Folder for the data, which must not exist; removed at stop. Default: a new one under the system's temporary folder. */
  dir?: string;
  /** Further server properties. */
  settings?: Readonly<Record<string, string>>;
  /** Further arguments of each broker's JVM, e.g. `-Xmx2g`. */
  jvmArgs?: readonly string[];
}

export interface SaslUser {
  username: string;
  password: string;
}

export interface SaslSslAddress extends SaslUser {
  bootstrapServers: string;
  /** PEM file of the certificate to trust. */
  caPath: string;
  /** May do nothing unless an ACL allows it, where the cluster has an authorizer. */
  unprivileged: SaslUser;
}

export interface ClusterAddress {
  bootstrapServers: string;
  saslSsl: SaslSslAddress | null;
}

export interface BrokerPorts {
  plaintext: number;
  controller: number;
  saslSsl: number;
}

const ADMIN: SaslUser = { username: 'gateway', password: 'gateway-secret' };
const UNPRIVILEGED: SaslUser = { username: 'alice', password: 'alice-secret' };

/** A running Apache Kafka in KRaft mode. It ends with this process, however that ends. */
export class KafkaCluster {
  readonly address: ClusterAddress;
  private readonly brokers: readonly Broker[];
  private readonly folder: string;

  private constructor(address: ClusterAddress, brokers: readonly Broker[], folder: string) {
    this.address = address;
    this.brokers = brokers;
    this.folder = folder;
  }

  /** Resolves when every broker serves clients (about 4 s, and 6 s more where Kafka has to be fetched first). */
  static async start(options: ClusterOptions = {}): Promise<KafkaCluster> {
    const count = options.brokers ?? 1;
    if (!Number.isInteger(count) || count < 1 || count > 5) throw new Error('brokers: not an integer from 1 to 5');
    const classPath = await kafkaClassPath();
    const tls = options.saslSsl === true ? await certificates() : null;
    const ports = await brokerPorts(count);
    const folder = options.dir ?? (await mkdtemp(join(tmpdir(), 'kafka-')));
    const users = [ADMIN, UNPRIVILEGED];
    const clusterId = newClusterId();
    const { authorizer = false, settings = {}, jvmArgs = [], racks = [] } = options;
    const brokers = ports.map((_, index) => {
      const nodeId = index + 1;
      return new Broker(nodeId, join(folder, `broker-${nodeId}`), classPath, jvmArgs);
    });
    const cluster = new KafkaCluster(addressOf(ports, tls), brokers, folder);
    try {
      await Promise.all(
        brokers.map(async ({ nodeId, home }) => {
          const rack = racks[nodeId - 1] ?? null;
          const shape = { nodeId, ports, rack, dataDir: join(home, 'data'), tls, authorizer, users, settings };
          await mkdir(home, { recursive: true });
          await writeFile(join(home, 'server.properties'), propertiesText(serverProperties(shape)));
          await format(classPath, home, clusterId, tls === null ? [] : users);
        }),
      );
      await Promise.all(brokers.map((broker) => broker.start()));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** Node ids, from 1. */
  get brokerIds(): number[] {
    return this.brokers.map((broker) => broker.nodeId);
  }

  /** Ends one broker and keeps its data and ports: SIGTERM shuts it down in order, SIGKILL is a crash. */
  async stopBroker(nodeId: number, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.broker(nodeId).stop(signal);
  }

  /** Halts one broker in the middle of what it does, as a machine does that hangs, or lets it go on. */
  signalBroker(nodeId: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.broker(nodeId).signal(signal);
  }

  /** Starts a stopped broker on its old data and ports; resolves when it serves clients. */
  async startBroker(nodeId: number): Promise<void> {
    await this.broker(nodeId).start();
  }

  /** Kills all brokers and removes their data. */
  async stop(): Promise<void> {
    await Promise.all(this.brokers.map((broker) => broker.remove()));
    await rm(this.folder, { recursive: true, force: true });
  }

  private broker(nodeId: number): Broker {
    const broker = this.brokers[nodeId - 1];
    if (broker === undefined) throw new Error(`no broker ${nodeId}: there are ${this.brokerIds.join(', ')}`);
    return broker;
  }
}

async function brokerPorts(count: number): Promise<BrokerPorts[]> {
  const ports = await freePorts(count * 3);
  return Array.from({ length: count }, (_, index) => {
    const [plaintext = 0, controller = 0, saslSsl = 0] = ports.slice(index * 3, index * 3 + 3);
    return { plaintext, controller, saslSsl };
  });
}

function addressOf(ports: readonly BrokerPorts[], tls: Certificates | null): ClusterAddress {
  const servers = (name: 'plaintext' | 'saslSsl'): string => ports.map((port) => `127.0.0.1:${port[name]}`).join(',');
  const saslSsl =
    tls === null
      ? null
      : { bootstrapServers: servers('saslSsl'), ...ADMIN, caPath: tls.caPath, unprivileged: UNPRIVILEGED };
  return { bootstrapServers: servers('plaintext'), saslSsl };
}

async function format(classPath: string, home: string, clusterId: string, users: readonly SaslUser[]): Promise<void> {
  const credentials = users.flatMap(({ username, password }) =>
    ['SCRAM-SHA-512', 'SCRAM-SHA-256'].flatMap((name) => [
      '--add-scram',
      `${name}=[name=${username},password=${password}]`,
    ]),
  );
  const jvm = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath];
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', join(home, 'server.properties')];
  await run('java', [...jvm, ...tool, ...credentials], 'java is missing from PATH');
}

/** 16 random bytes in base64url; the storage tool would take one that begins with "-" for a flag. */
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
