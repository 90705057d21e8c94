import type { ErrorCode } from '../../errors/error-code.js';
import { v2Errors } from '../../http/dialects/v2.js';
import type { WireError } from '../../http/dialects/wire-error.js';
import type { ProduceResult } from '../../kafka/record.js';

/** The error table of a dialect. */
type Errors = Readonly<Record<ErrorCode, WireError>>;

/** The schemas of the keys and values of a request; null where there are none. */
export interface SchemaIds {
  keySchemaId: number | null;
  valueSchemaId: number | null;
}

const NO_SCHEMAS: SchemaIds = { keySchemaId: null, valueSchemaId: null };

export interface PresentedResult {
  status: number;
  body: string;
}

/** One entry per record, in request order. The first authorization failure becomes the status; all entries stay. */
export function presentResult(
  result: ProduceResult,
  schemas: SchemaIds = NO_SCHEMAS,
  errors: Errors = v2Errors,
): PresentedResult {
  const { count, partitions, offsets, failures } = result;
  const tail = `],"key_schema_id":${schemas.keySchemaId},"value_schema_id":${schemas.valueSchemaId}}`;
  if (failures !== null) return presentFailures(result, failures, tail, errors);
  let body = '{"offsets":[';
  for (let i = 0; i < count; i++) body += entry(i, partitions[i]!, offsets[i]!);
  return { status: 200, body: body + tail };
}

function presentFailures(
  result: ProduceResult,
  failures: NonNullable<ProduceResult['failures']>,
  tail: string,
  errors: Errors,
): PresentedResult {
  let status = 200;
  let body = '{"offsets":[';
  for (let i = 0; i < result.count; i++) {
    const failure = failures.get(i);
    if (failure === undefined) {
      body += entry(i, result.partitions[i]!, result.offsets[i]!);
      continue;
    }
    const error = errors[failure.code];
    const unauthorized = failure.code === 'unauthenticated' || failure.code === 'forbidden';
    if (unauthorized && status === 200) status = error.status;
    const text = JSON.stringify(failure.message);
    body += `${separator(i)}{"partition":null,"offset":null,"error_code":${error.errorCode},"error":${text}}`;
  }
  return { status, body: body + tail };
}

function entry(index: number, partition: number, offset: number): string {
  return `${separator(index)}{"partition":${partition},"offset":${offset},"error_code":null,"error":null}`;
}

function separator(index: number): string {
  return index === 0 ? '' : ',';
}
