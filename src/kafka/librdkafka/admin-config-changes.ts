import type { Outcome } from '../admin.client.js';
import type { ConfigChange } from '../configs.client.js';
import { plainName, withObjects } from './admin-arguments.js';
import type { AdminRequest } from './admin-calls.js';
import { type ConfigTarget, resourceOutcome } from './admin-configs.js';
import { AdminOperation, validateOnly } from './admin-options.js';
import { errorText } from './admin-arguments.js';
import { declare, listOf } from './library.js';

const alter = declare('IncrementalAlterConfigs', 'void', 'pointer', 'pointer', 'size', 'pointer', 'pointer');
const resultOf = declare('event_IncrementalAlterConfigs_result', 'pointer', 'pointer');
const resourcesOf = declare('IncrementalAlterConfigs_result_resources', 'pointer', 'pointer', 'pointer');
const resourceNew = declare('ConfigResource_new', 'pointer', 'int', 'string');
const resourceDestroy = declare('ConfigResource_destroy', 'void', 'pointer');
const addChange = declare('ConfigResource_add_incremental_config', 'pointer', 'pointer', 'string', 'int', 'string');

/** rd_kafka_AlterConfigOpType_t */
const OPERATION: Record<ConfigChange['operation'], number> = { SET: 0, DELETE: 1, APPEND: 2, SUBTRACT: 3 };

export interface Alteration {
  target: ConfigTarget;
  changes: readonly ConfigChange[];
}

/** Outcomes in order. At least one target, each once, each with a change: librdkafka refuses anything else. */
export function alterConfigs(alterations: readonly Alteration[], dryRun: boolean): AdminRequest<Outcome<void>[]> {
  for (const { target, changes } of alterations) {
    plainName(target.name);
    for (const { name } of changes) plainName(name);
  }
  return {
    operation: AdminOperation.IncrementalAlterConfigs,
    configure: (options) => {
      if (dryRun) validateOnly(options);
    },
    submit: (handle, options, queue) =>
      withObjects(alterations.map(build), resourceDestroy, (array, count) =>
        alter(handle, array, count, options, queue),
      ),
    decode: (event) => {
      const resources = listOf(resourcesOf, resultOf(event));
      return alterations.map(({ target }, index) => resourceOutcome(resources[index], target, () => undefined));
    },
  };
}

function build({ target, changes }: Alteration): bigint {
  const resource = resourceNew(target.type, target.name);
  if (!resource) throw new Error('out of memory');
  for (const { name, operation, value } of changes) {
    const refused = errorText(addChange(resource, name, OPERATION[operation], value));
    if (refused === null) continue;
    resourceDestroy(resource);
    throw new Error(refused);
  }
  return resource;
}
