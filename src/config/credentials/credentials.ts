import type { Settings } from '../settings.js';
import type { Fault } from '../sources/given.js';

/** What credentials are for: one that is broken keeps back those of its own area only. */
export type CredentialArea = 'kafka' | 'schema-registry' | 'peers' | 'listeners';

/** New credentials of one area. */
export interface CredentialChange {
  /** As a start with the files of now would have them; good in this area. */
  readonly settings: Settings;
  /** Names of the settings whose files hold something else than before. */
  readonly changed: readonly string[];
}

/** Uses new credentials. A rejection means that those of before are still in use, and why. */
export type CredentialListener = (change: CredentialChange) => void | Promise<void>;

/** What became of changed files. */
export interface Reload {
  /** Settings whose new values are in use. */
  readonly used: readonly string[];
  /** Settings whose values of before stay in use, and why. */
  readonly faults: readonly Fault[];
}

/** Credentials that may change as long as the process runs. Injection token. */
export abstract class Credentials {
  /** Calls `listener` with every change of an area from now on, never two at a time. */
  abstract onChange(area: CredentialArea, listener: CredentialListener): void;
}

/** Credentials that stay as they are: they came from no file. */
export class FixedCredentials extends Credentials {
  override onChange(): void {}
}
