import { Counter, type Registry } from 'prom-client';

/** Credentials that changed in their files. */
export class CredentialMetrics {
  private readonly reloads;

  constructor(registry: Registry, prefix: string) {
    this.reloads = new Counter({
      name: `${prefix}credential_reloads_total`,
      help: 'Changes of credentials in files: used, or refused when those of before stay in use; the log says why.',
      labelNames: ['outcome'],
      registers: [registry],
    });
    // From 0 on: an increase is only seen in a series that was there before.
    for (const outcome of ['used', 'refused']) this.reloads.inc({ outcome }, 0);
  }

  /** A change may be both: one credential used, another refused. */
  reloaded({ used, faults }: { used: readonly unknown[]; faults: readonly unknown[] }): void {
    if (used.length > 0) this.reloads.inc({ outcome: 'used' });
    if (faults.length > 0) this.reloads.inc({ outcome: 'refused' });
  }
}
