import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Installs Helm 3, Helm 4 and kubeconform where they are missing. */
export default function setup(): void {
  // Not from a file of ours: Jest loads this one without the mapping of .js to .ts.
  const root = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync('sh', ['scripts/helm/tools.sh'], { cwd: root, stdio: 'inherit' });
}
