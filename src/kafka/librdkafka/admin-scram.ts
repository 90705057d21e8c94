import type { Outcome } from '../admin.client.js';
import type { ScramAlteration, ScramMechanism, ScramUser } from '../scram.client.js';
import { plainName, readError, withNames, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { outcomeOf } from './admin-errors.js';
import { AdminOperation } from './admin-options.js';
import { declare, listOf } from './library.js';

const describe = declare('DescribeUserScramCredentials', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const describeResultOf = declare('event_DescribeUserScramCredentials_result', 'pointer', 'pointer');
const descriptionsOf = declare('DescribeUserScramCredentials_result_descriptions', 'pointer', 'pointer', 'pointer');
const descriptionUser = declare('UserScramCredentialsDescription_user', 'string', 'pointer');
const descriptionError = declare('UserScramCredentialsDescription_error', 'pointer', 'pointer');
const credentialCount = declare('UserScramCredentialsDescription_scramcredentialinfo_count', 'size', 'pointer');
const credentialAt = declare('UserScramCredentialsDescription_scramcredentialinfo', 'pointer', 'pointer', 'size');
const credentialMechanism = declare('ScramCredentialInfo_mechanism', 'int', 'pointer');
const credentialIterations = declare('ScramCredentialInfo_iterations', 'int', 'pointer');
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
const SHA_512 = MECHANISM['SCRAM-SHA-512'];

/** Outcomes in the order of Kafka's answer. Without names: all users. */
export function describeScram(names: readonly string[]): AdminRequest<{ user: string; outcome: Outcome<ScramUser> }[]> {
  return {
    operation: AdminOperation.DescribeUserScramCredentials,
    submit: (handle, options, queue) =>
      withNames(names, (array, count) => describe(handle, count > 0 ? array : null, count, options, queue)),
    decode: (event) =>
      listOf(descriptionsOf, describeResultOf(event)).map((description) => {
        const user = descriptionUser(description) ?? '';
        const { code, text } = readError(descriptionError(description));
        return { user, outcome: outcomeOf(code, text, () => readUser(user, description)) };
      }),
  };
}

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

function readUser(name: string, description: bigint): ScramUser {
  const credentials = Array.from({ length: Number(credentialCount(description)) }, (_, index) => {
    const credential = credentialAt(description, index);
    const mechanism = credentialMechanism(credential) === SHA_512 ? 'SCRAM-SHA-512' : 'SCRAM-SHA-256';
    return { mechanism, iterations: credentialIterations(credential) } as const;
  });
  return { name, credentials };
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
