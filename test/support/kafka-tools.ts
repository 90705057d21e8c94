import { run } from '../../scripts/kafka/command.ts';
import { kafkaClassPath } from '../../scripts/kafka/distribution.ts';
import type { Acl } from '../../src/kafka/acls.client.js';

const RESOURCE = /resourceType=(\w+), name=(.*), patternType=(\w+)\)`/;
const RULE = /\(principal=(.*), host=(.*), operation=(\w+), permissionType=(\w+)\)/;

/** The rules of a principal as `kafka-acls`, Kafka's own tool, lists them. Takes seconds: it starts a JVM. */
export async function rulesByKafkaTool(bootstrapServers: string, principal: string): Promise<Acl[]> {
  const what = ['--bootstrap-server', bootstrapServers, '--list', '--principal', principal];
  const args = ['-Xmx128m', '-cp', await kafkaClassPath(), 'org.apache.kafka.tools.AclCommand', ...what];
  const output = await run('java', args, 'These tests need Java.');
  let resource: readonly string[] = [];
  return output.split('\n').flatMap((line) => {
    resource = RESOURCE.exec(line)?.slice(1) ?? resource;
    const rule = RULE.exec(line)?.slice(1);
    if (!rule) return [];
    const [resourceType, resourceName, patternType] = resource;
    const [who, host, operation, permission] = rule;
    return [{ resourceType, resourceName, patternType, principal: who, host, operation, permission } as Acl];
  });
}
