import type { Certificates } from './certificates.ts';
import type { BrokerPorts, SaslUser } from './cluster.ts';

export interface BrokerShape {
  nodeId: number;
  /** Ports of all brokers; the one of node n is at n - 1. */
  ports: readonly BrokerPorts[];
  rack: string | null;
  dataDir: string;
  /** Adds a SASL_SSL listener. */
  tls: Certificates | null;
  authorizer: boolean;
  /** The first one is a super user where an authorizer decides. */
  users: readonly SaslUser[];
  /** Server properties that overlay everything else. */
  settings: Readonly<Record<string, string>>;
}

/** The `server.properties` of one KRaft node. Node 1, and from three nodes on the first three, are controllers too. */
export function serverProperties(shape: BrokerShape): Record<string, string> {
  const { nodeId, ports, dataDir, tls } = shape;
  const controllers = ports.slice(0, ports.length >= 3 ? 3 : 1);
  const isController = nodeId <= controllers.length;
  const own = ports[nodeId - 1];
  if (own === undefined) throw new Error(`no ports for node ${nodeId}`);
  const client = [
    `PLAINTEXT://127.0.0.1:${own.plaintext}`,
    ...(tls === null ? [] : [`SASL_SSL://127.0.0.1:${own.saslSsl}`]),
  ];
  const copies = String(Math.min(3, ports.length));
  return {
    'process.roles': isController ? 'broker,controller' : 'broker',
    'node.id': String(nodeId),
    'controller.quorum.voters': controllers.map((port, index) => `${index + 1}@127.0.0.1:${port.controller}`).join(','),
    listeners: [...client, ...(isController ? [`CONTROLLER://127.0.0.1:${own.controller}`] : [])].join(','),
    'advertised.listeners': client.join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': dataDir,
    'num.partitions': '1',
    'auto.create.topics.enable': 'true',
    'default.replication.factor': '1',
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '2',
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '2',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'log.cleaner.dedupe.buffer.size': '4194304',
    ...(shape.rack === null ? {} : { 'broker.rack': shape.rack }),
    ...(shape.authorizer ? authorizer(shape.users) : {}),
    ...(tls === null ? {} : saslSsl(tls, shape.users)),
    ...shape.settings,
  };
}

function authorizer(users: readonly SaslUser[]): Record<string, string> {
  return {
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // ANONYMOUS is everybody on the plaintext listeners, the brokers among themselves included.
    'super.users': ['User:ANONYMOUS', ...users.slice(0, 1).map((user) => `User:${user.username}`)].join(';'),
  };
}

function saslSsl(tls: Certificates, users: readonly SaslUser[]): Record<string, string> {
  const mechanism = (name: string): string => `listener.name.sasl_ssl.${name}.sasl.jaas.config`;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const plain = users.map((user) => `user_${user.username}="${user.password}"`).join(' ');
  return {
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': tls.keystorePath,
    'ssl.keystore.password': tls.keystorePassword,
    'ssl.key.password': tls.keystorePassword,
    'listener.name.sasl_ssl.sasl.enabled.mechanisms': 'SCRAM-SHA-512,SCRAM-SHA-256,PLAIN,OAUTHBEARER',
    [mechanism('scram-sha-512')]: scram,
    [mechanism('scram-sha-256')]: scram,
    [mechanism('plain')]: `org.apache.kafka.common.security.plain.PlainLoginModule required ${plain};`,
    // Kafka's own validator for unsecured tokens: the principal is the token's "sub".
    [mechanism('oauthbearer')]:
      'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";',
  };
}

/** Text of a Java properties file; values must not hold line breaks. */
export function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}
