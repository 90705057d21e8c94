import { join } from 'node:path';
import { run } from '../kafka/command.ts';
import { fetched } from './fetched.ts';
import { OR_NAME_YOURS, type RegistryProgram } from './registry-kind.ts';

const VERSION = '2.6.13.Final';
const JAVA_MIN = 17;

const MISSING =
  `The tests start Apicurio Registry ${VERSION} themselves: install Java ${JAVA_MIN} or newer and Maven ` +
  `(Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven), ${OR_NAME_YOURS}`;

/** C1 only and the serial collector: it is up in half the CPU time. */
const JVM = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/** Apicurio Registry in memory, without authentication, fetched from Maven Central once and kept in `.registry`. */
export async function apicurio(port: number): Promise<RegistryProgram> {
  await checkJava();
  const folder = await fetched(`apicurio-${VERSION}`, unpack);
  const settings = [`-Dquarkus.http.port=${port}`, '-Dquarkus.http.host=127.0.0.1', '-Djava.io.tmpdir=.'];
  return {
    command: ['java', ...JVM, ...settings, '-jar', join(folder, `apicurio-registry-app-${VERSION}-runner.jar`)],
    environment: {},
    basePath: '/apis/ccompat/v7',
  };
}

async function checkJava(): Promise<void> {
  const version = /version "(?:1\.)?(\d+)/.exec(await run('java', ['-version'], MISSING))?.[1];
  if (version === undefined || Number(version) < JAVA_MIN) {
    throw new Error(`Apicurio Registry needs Java ${JAVA_MIN}, PATH has ${version ?? 'another'}. ${MISSING}`);
  }
}

async function unpack(work: string): Promise<string> {
  const kept = join(work, 'program');
  const artifact = `io.apicurio:apicurio-registry-app:${VERSION}:zip:all`;
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack';
  await run('mvn', [goal, '-B', '-q', `-Dartifact=${artifact}`, `-DoutputDirectory=${kept}`], MISSING, work);
  return kept;
}
