import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of certificates made by OpenSSL, gone with `remove`. */
export class Certificates {
  private readonly folder = mkdtempSync(join(tmpdir(), 'certificates-'));

  /** The path of a file of the folder, there or not. */
  path(name: string): string {
    return join(this.folder, name);
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Makes `<file>.crt` and `<file>.key`: for localhost, valid for two days, vouching for itself. */
  make(file: string, commonName = file): void {
    this.openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${commonName}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1'],
      ...['-keyout', `${file}.key`, '-out', `${file}.crt`],
    );
  }

  /** Makes `<file>.p12` of `<file>.crt` and `<file>.key`. */
  pkcs12(file: string, password: string, ...options: string[]): void {
    this.openssl(
      ...['pkcs12', '-export', '-in', `${file}.crt`, '-inkey', `${file}.key`],
      ...['-out', `${file}.p12`, '-passout', `pass:${password}`, ...options],
    );
  }

  openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
