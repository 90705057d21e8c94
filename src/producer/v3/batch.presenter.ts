import { failureMembers, failureOf, type Receipts } from './receipts.js';
import type { SettledRun } from './run-sender.js';

/** What became of the entries of a batch: those that are in Kafka and those that are not, each in the order of the request. */
export function presentBatch(settled: SettledRun, receipts: Receipts): string {
  const successes: string[] = [];
  const failures: string[] = [];
  const { ids, rows } = settled.run;
  ids.forEach((id, object) => {
    const failure = failureOf(settled, object);
    if (failure) failures.push(JSON.stringify({ id, ...failureMembers(failure) }));
    else successes.push(`{"id":"${id}",${receipts.members(settled, rows[object]!)}}`);
  });
  return `{"successes":[${successes.join(',')}],"failures":[${failures.join(',')}]}`;
}
