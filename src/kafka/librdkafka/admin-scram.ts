import type { Outcome } from '../admin.client.js';
import type { ScramAlteration, ScramMechanism } from '../scram.client.js';
import { plainName, readError, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { outcomeOf } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf } from './library.js';

const alter = declare('AlterUserScramCredentials', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const alterResultOf = declare('event_AlterUserScramCredentials_result', 'pointer', 'pointer');
const responsesOf = declare('AlterUserScramCredentials_result_responses', 'pointer', 'pointer', 'pointer');
const responseUser = declare('AlterUserScramCredentials_result_response_user', 'string', 'pointer');
const responseError = declare('AlterUserScramCredentials_result_response_error', 'pointer', 'pointer');
const deletionNew = declare('UserScramCredentialDeletion_new', 'pointer', 'string', 'int');
const upsertionNew = declare(
  'UserScramCredentialUpsertion_new',
  'pointer',
  'string',
  'int',
  'int',
  'pointer',
  'size',
  'pointer',
  'size',
);
const alterationDestroy = declare('UserScramCredentialAlteration_destroy', 'void', 'pointer');

/** rd_kafka_ScramMechanism_t */
const MECHANISM: Readonly<Record<ScramMechanism, number>> = { 'SCRAM-SHA-256': 1, 'SCRAM-SHA-512': 2 };

/** Outcomes by user: Kafka answers no finer than that. At least one alteration. */
export function alterScram(alterations: readonly ScramAlteration[]): AdminRequest<Map<string, Outcome<void>>> {
  for (const { user } of alterations) plainName(user);
  return {
    operation: AdminOperation.AlterUserScramCredentials,
    submit: (handle, options, queue) =>
      withObjects(alterations.map(build), alterationDestroy, (array, count) =>
        alter(handle, array, count, options, queue),
      ),
    decode: (event) =>
      new Map(
        listOf(responsesOf, alterResultOf(event)).map((response) => {
          const { code, text } = readError(responseError(response));
          return [responseUser(response) ?? '', outcomeOf(code, text, () => undefined)];
        }),
      ),
  };
}

/** librdkafka makes the salt. */
function build({ user, mechanism, upsert }: ScramAlteration): bigint {
  const alteration = upsert
    ? withPassword(upsert.password, (bytes) =>
        upsertionNew(user, MECHANISM[mechanism], upsert.iterations, bytes, bytes.length, null, 0),
      )
    : deletionNew(user, MECHANISM[mechanism]);
  if (!alteration) throw new Error('out of memory');
  return alteration;
}

/** The bytes are wiped afterwards; librdkafka keeps a copy until the answer. */
function withPassword<T>(password: string, use: (bytes: Buffer) => T): T {
  const bytes = Buffer.from(password);
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}
