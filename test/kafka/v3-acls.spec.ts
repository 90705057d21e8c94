import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACL_OPERATIONS, ACL_RESOURCE_TYPES } from '../../src/kafka/acls.client.js';
import { AclCluster, type Rule } from '../support/acl-cluster.js';
import { kafkaCluster } from '../support/kafka-cluster.js';
import { rulesByKafkaTool } from '../support/kafka-tools.js';
import { uniqueName } from '../support/native-clients.js';

describe('access control lists by API v3', () => {
  let cluster: AclCluster;

  beforeAll(async () => {
    cluster = await AclCluster.open();
  });

  afterAll(() => cluster?.close());

  /** A rule of a principal of its own about a topic of its own, unless told otherwise. */
  const rule = (change: Partial<Rule> = {}): Rule => ({
    resource_type: 'TOPIC',
    resource_name: uniqueName('topic'),
    pattern_type: 'LITERAL',
    principal: change.principal ?? cluster.newPrincipal(),
    host: '*',
    operation: 'READ',
    permission: 'ALLOW',
    ...change,
  });

  const bare = (rules: readonly Rule[]): Rule[] =>
    rules.map((one) => ({
      resource_type: one.resource_type,
      resource_name: one.resource_name,
      pattern_type: one.pattern_type,
      principal: one.principal,
      host: one.host,
      operation: one.operation,
      permission: one.permission,
    }));

  it('creates rules of every kind as Kafka itself names them, and shows them at once, sorted', async () => {
    const principal = cluster.newPrincipal();
    const name = uniqueName('every');
    const rules = [
      ...ACL_OPERATIONS.map((operation) => rule({ principal, resource_name: name, operation })),
      ...ACL_RESOURCE_TYPES.filter((type) => type !== 'TOPIC').map((resource_type) =>
        rule({
          principal,
          resource_type,
          resource_name: resource_type === 'CLUSTER' ? 'kafka-cluster' : name,
          operation: 'DESCRIBE',
        }),
      ),
      rule({ principal, resource_name: name, pattern_type: 'PREFIXED', permission: 'DENY', host: '192.0.2.1' }),
      rule({ principal, resource_name: '*', permission: 'DENY', host: '2001:db8::1' }),
    ];
    await cluster.create(...rules);
    const found = await cluster.search({ principal });
    const sorted = [...rules].sort((a, b) =>
      JSON.stringify(Object.values(a)) < JSON.stringify(Object.values(b)) ? -1 : 1,
    );
    expect(bare(found)).toEqual(sorted);
    const told = await rulesByKafkaTool(kafkaCluster().bootstrapServers, principal);
    const wire = told.map((acl) => ({
      resource_type: acl.resourceType,
      resource_name: acl.resourceName,
      pattern_type: acl.patternType,
      principal: acl.principal,
      host: acl.host,
      operation: acl.operation,
      permission: acl.permission,
    }));
    expect(wire).toHaveLength(rules.length);
    expect(wire).toEqual(expect.arrayContaining(rules));
  });

  it('tells with each rule the search that finds it alone', async () => {
    const wanted = rule();
    await cluster.create(wanted, rule({ principal: wanted.principal }));
    const created = await cluster.call('POST', '/acls', wanted);
    expect(created).toMatchObject({ status: 201, text: '' });
    const [shown] = await cluster.search(wanted);
    expect(shown).toEqual({
      kind: 'KafkaAcl',
      metadata: { self: `${cluster.url}/acls?${new URLSearchParams({ ...wanted }).toString()}` },
      cluster_id: cluster.url.split('/').at(-1),
      ...wanted,
    });
    expect(await cluster.search(wanted)).toHaveLength(1);
  });

  it('finds by any of the seven, words in any case', async () => {
    const principal = cluster.newPrincipal();
    const plain = rule({ principal });
    const others = [
      rule({ principal, resource_type: 'GROUP' }),
      rule({ principal, pattern_type: 'PREFIXED' }),
      rule({ principal, host: '192.0.2.7' }),
      rule({ principal, operation: 'WRITE' }),
      rule({ principal, permission: 'DENY' }),
    ];
    await cluster.create(plain, ...others);
    const find = async (query: Partial<Rule>): Promise<Rule[]> => bare(await cluster.search({ principal, ...query }));
    expect(await find({ resource_type: 'group' })).toEqual([others[0]]);
    expect(await find({ resource_name: plain.resource_name })).toEqual([plain]);
    expect(await find({ pattern_type: 'Prefixed' })).toEqual([others[1]]);
    expect(await find({ host: '192.0.2.7' })).toEqual([others[2]]);
    expect(await find({ operation: 'write', resource_type: 'any' })).toEqual([others[3]]);
    expect(await find({ permission: 'deny' })).toEqual([others[4]]);
    expect(await find({ operation: 'create' })).toEqual([]);
  });

  it('finds by match whatever applies to a name', async () => {
    const principal = cluster.newPrincipal();
    const name = uniqueName('matched');
    const applying = [
      rule({ principal, resource_name: '*' }),
      rule({ principal, resource_name: name }),
      rule({ principal, resource_name: name.slice(0, 9), pattern_type: 'PREFIXED' }),
    ];
    await cluster.create(...applying, rule({ principal, resource_name: `${name}-not` }));
    const found = await cluster.search({ principal, pattern_type: 'match', resource_name: name });
    expect(bare(found)).toHaveLength(3);
    expect(bare(found)).toEqual(expect.arrayContaining(applying));
    const deleted = await cluster.delete({ principal, pattern_type: 'MATCH', resource_name: name });
    expect(bare(deleted)).toEqual(bare(found));
    expect(await cluster.search({ principal })).toHaveLength(1);
  });

  it('comes in pages of the search', async () => {
    const principal = cluster.newPrincipal();
    const rules = ['a', 'b', 'c'].map((resource_name) => rule({ principal, resource_name: uniqueName(resource_name) }));
    await cluster.create(...rules, rule());
    const names: string[] = [];
    let path: string | null = `/acls?principal=${encodeURIComponent(principal)}&page_size=2`;
    for (let pages = 0; path !== null; pages++) {
      expect(pages).toBeLessThan(2);
      const { body } = await cluster.call('GET', path);
      const page = body as { data: Rule[]; metadata: { next: string | null } };
      names.push(...page.data.map(({ resource_name }) => resource_name));
      path = page.metadata.next?.slice(cluster.url.length) ?? null;
    }
    expect(names).toEqual(rules.map(({ resource_name }) => resource_name));
  });

  it('deletes rules of every kind at once, tells which, and shows none of them any more', async () => {
    const principal = cluster.newPrincipal();
    const rules = [
      rule({ principal }),
      rule({ principal, resource_type: 'DELEGATION_TOKEN', operation: 'DESCRIBE' }),
      rule({ principal, resource_type: 'USER', operation: 'CREATE_TOKENS' }),
      rule({ principal, resource_type: 'TRANSACTIONAL_ID', operation: 'TWO_PHASE_COMMIT' }),
    ];
    await cluster.create(...rules);
    expect(bare(await cluster.delete({ principal, resource_type: 'delegation_token' }))).toEqual([rules[1]]);
    expect(bare(await cluster.delete({ principal }))).toEqual([rules[0], rules[3], rules[2]]);
    expect(await cluster.search({ principal })).toEqual([]);
    expect(await cluster.delete({ principal })).toEqual([]);
  });

  it('leaves a rule that exists as it is, also twice in one batch', async () => {
    const twice = rule();
    await cluster.create(twice, twice);
    await cluster.create(twice);
    expect(bare(await cluster.search({ principal: twice.principal }))).toEqual([twice]);
  });

  it('creates the rest of a batch when Kafka refuses some, and says which', async () => {
    const principal = cluster.newPrincipal();
    const data = [
      rule({ principal }),
      rule({ principal, resource_type: 'CLUSTER' }),
      rule({ principal, resource_type: 'DELEGATION_TOKEN', operation: 'DESCRIBE' }),
      rule({ principal: 'nobody' }),
    ];
    const answer = await cluster.call('POST', '/acls:batch', { data });
    expect(answer).toMatchObject({
      status: 207,
      body: {
        failures: [
          { index: 1, error_code: 40002, message: expect.stringContaining('kafka-cluster') as unknown },
          { index: 3, error_code: 40002, message: expect.stringContaining('principal') as unknown },
        ],
      },
    });
    expect(bare(await cluster.search({ principal }))).toEqual([data[2], data[0]]);
  });

  it.each(['..', '-', 'a b', '€ 😀', `"'\\`, '?a=b&c#d%2F', 'x'.repeat(250), 'x'.repeat(4096)])(
    'takes and finds a name like %j',
    async (name) => {
      const hostile = rule({ resource_name: name, principal: cluster.newPrincipal(`${name.slice(0, 20)},O="x y"`) });
      expect((await cluster.call('POST', '/acls', hostile)).status).toBe(201);
      expect(bare(await cluster.search(hostile))).toEqual([hostile]);
      expect(bare(await cluster.delete(hostile))).toEqual([hostile]);
    },
  );
});
