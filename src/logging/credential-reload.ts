import type { Reload } from '../config/credentials/credentials.js';
import { describeFault } from '../config/resolve.js';
import type { Log } from './log.js';

/** Says what became of changed credentials: names of settings, never what they are. */
export function logReload(log: Log, { used, faults }: Reload): void {
  if (used.length > 0) log.info({ changed: used }, 'new credentials are in use');
  if (faults.length === 0) return;
  log.error({ faults: faults.map(describeFault) }, 'new credentials cannot be used, those of before stay');
}
