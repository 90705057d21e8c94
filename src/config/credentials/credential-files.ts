import type { CheckLibrdkafkaProperties } from '../librdkafka/client.js';
import { resolve } from '../resolve.js';
import { SETTINGS } from '../schema/schema.js';
import { FileWatch, marksOf } from '../sources/file-watch.js';
import type { Fault, Findings, Given } from '../sources/given.js';
import {
  type CredentialArea,
  type CredentialChange,
  type CredentialListener,
  Credentials,
  type Reload,
} from './credentials.js';
import { areaOf, contentOf, type FileContent, type WatchedFile, watchedFile } from './watched-file.js';

/** Files that are being written are read again, this often at most: the next look sees them whole. */
const READS_MAX = 5;

/**
 * The files that settings came from. When they change, all settings are put together again as at a start, by the same
 * rules, and whoever uses credentials hears of those that are good.
 */
export class CredentialFiles extends Credentials {
  private readonly files: readonly WatchedFile[];
  /** What was in the files when they were last good, by setting. */
  private readonly held = new Map<string, string>();
  private readonly listeners: { readonly area: CredentialArea; readonly listener: CredentialListener }[] = [];
  private watch: FileWatch | null = null;

  /**
   * @param findings what the sources brought at the start
   * @param check see `resolve`
   */
  constructor(
    private readonly findings: Findings,
    private readonly check?: CheckLibrdkafkaProperties,
  ) {
    super();
    const latest = new Map(findings.given.map((given) => [given.name, given]));
    this.files = [...latest.values()].filter(isOurs).flatMap((given) => watchedFile(given) ?? []);
    for (const file of this.files) {
      const read = file.byPath ? contentOf(file) : { content: file.given.value };
      if ('content' in read) this.held.set(file.given.name, read.content);
    }
  }

  override onChange(area: CredentialArea, listener: CredentialListener): void {
    this.listeners.push({ area, listener });
  }

  /**
   * Begins to look at the files, if there are any.
   *
   * @param report hears what became of each change, good or not
   */
  start(everyMs: number, report: (reload: Reload) => void): void {
    if (this.files.length === 0) return;
    const look = async (): Promise<void> => {
      const reload = await this.reload();
      if (reload.used.length > 0 || reload.faults.length > 0) report(reload);
    };
    // They may have changed since they were read: the first look compares what is in them.
    this.watch = new FileWatch(this.paths, everyMs, look, '');
  }

  close(): void {
    this.watch?.close();
  }

  private get paths(): string[] {
    return this.files.map(({ path }) => path);
  }

  private async reload(): Promise<Reload> {
    const contents = this.read();
    const faults: Fault[] = [];
    const broken = new Set<CredentialArea | null>();
    for (const { area, given } of this.files) {
      const read = contents.get(given.name);
      // What could not be read at the start either (a folder of authorities, `probe`) is no file of ours.
      if (read === undefined || 'content' in read || !this.held.has(given.name)) continue;
      faults.push({ name: given.name, source: given.source, message: read.fault });
      broken.add(area);
    }
    const changed = this.files.filter(({ given: { name } }) => {
      const read = contents.get(name);
      return read !== undefined && 'content' in read && read.content !== this.held.get(name);
    });
    const resolution = resolve(this.findingsWith(contents, broken), this.check);
    for (const fault of resolution.faults) {
      const area = fault.name === null ? null : areaOf(fault.name);
      if (broken.has(area) || !changed.some((file) => file.area === area)) continue;
      faults.push(...resolution.faults.filter(({ name }) => name !== null && areaOf(name) === area));
      broken.add(area);
    }
    const good = changed.filter(({ area }) => !broken.has(area));
    const used: string[] = [];
    for (const area of new Set(good.map((file) => file.area))) {
      const files = good.filter((file) => file.area === area);
      for (const { given } of files) this.hold(given.name, contents);
      const names = files.map(({ given }) => given.name);
      const fault = await this.hand(area, { settings: resolution.withoutFaulty(), changed: names });
      if (fault === null) used.push(...names);
      else faults.push({ name: names.join(', '), source: files[0]?.given.source ?? '', message: fault });
    }
    return { used, faults };
  }

  /** All files as they were at one moment, where that can be had: names and passwords belong together. */
  private read(): Map<string, FileContent> {
    const { paths } = this;
    for (let reads = 1; ; reads++) {
      const before = marksOf(paths);
      const contents = new Map(this.files.map((file) => [file.given.name, contentOf(file)]));
      if (reads === READS_MAX || marksOf(paths) === before) return contents;
    }
  }

  /** In an area with a broken file everything stays as it was. */
  private findingsWith(contents: ReadonlyMap<string, FileContent>, broken: ReadonlySet<unknown>): Findings {
    const values = new Map<string, string>();
    for (const { area, given, byPath } of this.files) {
      const read = contents.get(given.name);
      if (byPath || read === undefined) continue;
      const value = broken.has(area) || 'fault' in read ? this.held.get(given.name) : read.content;
      if (value !== undefined) values.set(given.name, value);
    }
    const given = this.findings.given.map((each) =>
      each.file === undefined ? each : { ...each, value: values.get(each.name) ?? each.value },
    );
    return { given, faults: [], notes: [] };
  }

  private hold(name: string, contents: ReadonlyMap<string, FileContent>): void {
    const read = contents.get(name);
    if (read !== undefined && 'content' in read) this.held.set(name, read.content);
  }

  /** Why new credentials could not be used; null: they are. */
  private async hand(area: CredentialArea, change: CredentialChange): Promise<string | null> {
    try {
      for (const each of this.listeners) if (each.area === area) await each.listener(change);
      return null;
    } catch (error) {
      return `cannot be used: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

/** Settings of ours with a prefix of librdkafka's (`consumer.request.timeout.ms`) are no credentials. */
function isOurs({ name }: Given): boolean {
  return !SETTINGS.has(name) || !/^(client|producer|consumer|admin)\./.test(name);
}
