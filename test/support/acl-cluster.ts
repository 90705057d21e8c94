import { expect } from '@jest/globals';
import { callV3 } from './config-cluster.js';
import type { Answer } from './consumer-http.js';
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
    return new AclCluster(gateway, await gateway.clusterUrl());
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
