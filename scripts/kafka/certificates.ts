import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';
import { KAFKA_HOME } from './distribution.ts';

export interface Certificates {
  /** PKCS#12 file with the key and certificate of every broker. */
  keystorePath: string;
  keystorePassword: string;
  /** PEM file that a client trusts. */
  caPath: string;
}

const PASSWORD = 'test-only';

/**
 * A self-signed certificate for localhost and 127.0.0.1, made with the JDK's keytool once and kept in `.kafka/tls`.
 * It protects nothing: everybody who runs the tests has one of their own.
 */
export async function certificates(): Promise<Certificates> {
  const folder = join(KAFKA_HOME, 'tls');
  if (!existsSync(folder)) await make(folder);
  return {
    keystorePath: join(folder, 'broker.p12'),
    keystorePassword: PASSWORD,
    caPath: join(folder, 'ca.pem'),
  };
}

async function make(folder: string): Promise<void> {
  await mkdir(KAFKA_HOME, { recursive: true });
  const work = await mkdtemp(join(KAFKA_HOME, 'tls-'));
  const store = [
    '-keystore',
    join(work, 'broker.p12'),
    '-storetype',
    'PKCS12',
    '-storepass',
    PASSWORD,
    '-alias',
    'broker',
  ];
  const subject = ['-dname', 'CN=localhost', '-ext', 'san=dns:localhost,ip:127.0.0.1', '-ext', 'bc:c=ca:true'];
  const missing =
    'keytool is missing: install a complete Java runtime (Debian/Ubuntu: apt-get install openjdk-17-jre-headless).';
  try {
    await run('keytool', ['-genkeypair', ...store, ...subject, '-keyalg', 'EC', '-validity', '3650'], missing);
    await run('keytool', ['-exportcert', ...store, '-rfc', '-file', join(work, 'ca.pem')], missing);
    await rename(work, folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
