import { expect } from '@jest/globals';
import type { SharedCluster } from './kafka-cluster.js';
import { callV3 } from './config-cluster.js';
import { type Answer, send } from './consumer-http.js';
import { kafkaCluster } from './kafka-cluster.js';
import { KafkaGateway } from './kafka-gateway.js';
import { uniqueName } from './native-clients.js';

/** A rule as API v3 takes and shows it. */
export interface Rule {
  resource_type: string;
  resource_name: string;
  pattern_type: string;
  principal: string;
  host: string;
  operation: string;
  permission: string;
}

export interface ShownRule extends Rule {
  kind: string;
  metadata: { self: string };
  cluster_id: string;
}

/** The cluster of the run as seen through API v3 of a gateway, for rules of principals that are gone when this is closed. */
export class AclCluster {
  private readonly principals: string[] = [];

  private constructor(
    readonly gateway: KafkaGateway,
    readonly url: string,
  ) {}

  static async open(): Promise<AclCluster> {
    const gateway = await KafkaGateway.start();
    const { body } = await send('GET', `${gateway.url}/v3/clusters`);
    return new AclCluster(gateway, (body as { data: { metadata: { self: string } }[] }).data[0]!.metadata.self);
  }

  newPrincipal(name = 'v3-acls'): string {
    const principal = `User:${uniqueName(name)}`;
    this.principals.push(principal);
    return principal;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return callV3(method, this.url + path, body);
  }

  /** Creates rules, and expects that all were. */
  async create(...data: Rule[]): Promise<void> {
    expect(await this.call('POST', '/acls:batch', { data })).toMatchObject({ status: 204, text: '' });
  }

  /** What a search finds, asked once. */
  async search(query: Partial<Rule>): Promise<ShownRule[]> {
    const answer = await this.call('GET', `/acls?${new URLSearchParams({ ...query }).toString()}`);
    expect(answer).toMatchObject({ status: 200, body: { kind: 'KafkaAclList' } });
    return (answer.body as { data: ShownRule[] }).data;
  }

  /** Deletes what is found; kinds that are not named are any. */
  async delete(query: Partial<Rule>): Promise<ShownRule[]> {
    const any = { resource_type: 'ANY', pattern_type: 'ANY', operation: 'ANY', permission: 'ANY' };
    const answer = await this.call('DELETE', `/acls?${new URLSearchParams({ ...any, ...query }).toString()}`);
    expect(answer).toMatchObject({ status: 200, body: { data: expect.any(Array) as unknown } });
    return (answer.body as { data: ShownRule[] }).data;
  }

  async close(): Promise<void> {
    for (const principal of this.principals) await this.delete({ principal });
    await this.gateway.close();
  }
}

/** Settings of a gateway that may do nothing. */
export function unprivilegedSettings(): Record<string, string> {
  const { unprivileged, bootstrapServers, caPath } = secureAddress();
  return {
    'bootstrap.servers': bootstrapServers,
    'client.security.protocol': 'SASL_SSL',
    'client.sasl.mechanism': 'SCRAM-SHA-512',
    'client.sasl.username': unprivileged.username,
    'client.sasl.password': unprivileged.password,
    'client.ssl.ca.location': caPath,
  };
}

function secureAddress(): NonNullable<SharedCluster['saslSsl']> {
  const { saslSsl } = kafkaCluster();
  if (!saslSsl) throw new Error('These tests need a cluster with a SASL_SSL listener and an authorizer.');
  return saslSsl;
}
