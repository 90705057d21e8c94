import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.ts';

export const KAFKA_VERSION = '4.1.0';
const LOG4J_VERSION = '2.25.1';
const JAVA_MIN = 17;

/** Where the jars, the certificates and, unless told otherwise, the data of test clusters live. Ignored by git. */
export const KAFKA_HOME = fileURLToPath(new URL('../../.kafka', import.meta.url));

const MISSING =
  `The Kafka tests start Apache Kafka ${KAFKA_VERSION} themselves: install Java ${JAVA_MIN} or newer and Maven ` +
  '(Debian/Ubuntu: apt-get install openjdk-17-jre-headless maven), ' +
  'or name a running cluster in KAFKA_REST_TEST_BOOTSTRAP_SERVERS.';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${LOG4J_VERSION}</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>${LOG4J_VERSION}</version></dependency>
  </dependencies>
</project>
`;

/**
 * The Java class path of Apache Kafka, fetched from Maven Central once and kept in `.kafka`.
 * Rejects with one sentence that says what to install when Java or Maven is missing.
 */
export async function kafkaClassPath(): Promise<string> {
  await checkJava();
  const libs = join(KAFKA_HOME, `libs-${KAFKA_VERSION}`);
  if (!existsSync(libs)) await fetchJars(libs);
  return join(libs, '*');
}

async function checkJava(): Promise<void> {
  const text = await run('java', ['-version'], MISSING);
  const version = /version "(?:1\.)?(\d+)/.exec(text)?.[1];
  if (version === undefined || Number(version) < JAVA_MIN) {
    throw new Error(
      `Apache Kafka ${KAFKA_VERSION} needs Java ${JAVA_MIN}, PATH has ${version ?? 'another'}. ${MISSING}`,
    );
  }
}

async function fetchJars(libs: string): Promise<void> {
  await mkdir(KAFKA_HOME, { recursive: true });
  // Renamed when complete: an interrupted download, or two at a time, never leaves half a class path behind.
  const work = await mkdtemp(join(KAFKA_HOME, 'fetch-'));
  try {
    await writeFile(join(work, 'pom.xml'), POM);
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const args = [goal, '-B', '-q', '-DincludeScope=runtime', '-DoutputDirectory=libs'];
    await run('mvn', args, MISSING, work);
    await rename(join(work, 'libs'), libs).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(libs)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
