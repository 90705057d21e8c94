import { v2Errors } from '../../http/dialects/v2.js';
import type { ProduceResult } from '../../kafka/record.js';

const TAIL = '],"key_schema_id":null,"value_schema_id":null}';

export interface PresentedResult {
  status: number;
  body: string;
}

/** One entry per record, in request order. The first authorization failure becomes the status; all entries stay. */
export function presentResult(result: ProduceResult): PresentedResult {
  const { count, partitions, offsets, failures } = result;
  if (failures !== null) return presentFailures(result, failures);
  let body = '{"offsets":[';
  for (let i = 0; i < count; i++) body += entry(i, partitions[i]!, offsets[i]!);
  return { status: 200, body: body + TAIL };
}

function presentFailures(result: ProduceResult, failures: NonNullable<ProduceResult['failures']>): PresentedResult {
  let status = 200;
  let body = '{"offsets":[';
  for (let i = 0; i < result.count; i++) {
    const failure = failures.get(i);
    if (failure === undefined) {
      body += entry(i, result.partitions[i]!, result.offsets[i]!);
      continue;
    }
    const error = v2Errors[failure.code];
    const unauthorized = failure.code === 'unauthenticated' || failure.code === 'forbidden';
    if (unauthorized && status === 200) status = error.status;
    const text = JSON.stringify(failure.message);
    body += `${separator(i)}{"partition":null,"offset":null,"error_code":${error.errorCode},"error":${text}}`;
  }
  return { status, body: body + TAIL };
}

function entry(index: number, partition: number, offset: number): string {
  return `${separator(index)}{"partition":${partition},"offset":${offset},"error_code":null,"error":null}`;
}

function separator(index: number): string {
  return index === 0 ? '' : ',';
}
