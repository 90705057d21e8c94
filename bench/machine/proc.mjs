import { readFileSync } from 'node:fs';

/** USER_HZ, 100 on every Linux architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/** User and system time of a process since its start. */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory in MB (10^6 bytes) and threads of a process; `peakMb` is the most it ever had resident. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
  const mb = (kib) => (kib * 1024) / 1e6;
  return { rssMb: mb(field('VmRSS')), peakMb: mb(field('VmHWM')), threads: field('Threads') };
}
