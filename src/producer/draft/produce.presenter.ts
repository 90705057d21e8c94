import { draftErrors } from '../../http/dialects/draft.js';
import type { ProduceResult } from '../../kafka/record.js';
import type { PresentedResult } from '../wire/produce.presenter.js';

/**
 * One entry per record, in request order; those that failed say why. The first authorization failure becomes the status;
 * all entries stay.
 */
export function presentList({ count, partitions, offsets, failures }: ProduceResult): PresentedResult {
  let status = 200;
  let body = '[';
  for (let i = 0; i < count; i++) {
    if (i > 0) body += ',';
    const failure = failures?.get(i);
    if (failure === undefined) {
      body += `{"partition":${partitions[i]!},"offset":${offsets[i]!}}`;
      continue;
    }
    const error = draftErrors[failure.code];
    const unauthorized = failure.code === 'unauthenticated' || failure.code === 'forbidden';
    if (unauthorized && status === 200) status = error.status;
    const text = JSON.stringify(failure.message);
    body += `{"partition":null,"offset":null,"error_code":${error.errorCode},"error":${text}}`;
  }
  return { status, body: `${body}]` };
}
