import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of secrets as the kubelet mounts it: files are links, and all of them change at one moment. */
export class SecretFolder {
  private readonly folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  private readonly linked = new Set<string>();
  private version = 0;
  private files: Readonly<Record<string, string>> = {};

  constructor(files: Readonly<Record<string, string>>) {
    this.put(files);
  }

  /** The path of a file, there or not. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Changes some of the files; the others stay as they are. */
  put(changed: Readonly<Record<string, string>>): void {
    this.files = { ...this.files, ...changed };
    this.version++;
    const data = `..${this.version}`;
    mkdirSync(this.path(data));
    for (const [name, text] of Object.entries(this.files)) writeFileSync(this.path(join(data, name)), text);
    symlinkSync(data, this.path('..new'));
    renameSync(this.path('..new'), this.path('..data'));
    rmSync(this.path(`..${this.version - 1}`), { recursive: true, force: true });
    for (const name of Object.keys(this.files)) {
      if (!this.linked.has(name)) symlinkSync(join('..data', name), this.path(name));
      this.linked.add(name);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
