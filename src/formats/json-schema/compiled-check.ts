import type { ValidateFunction } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import type { DatumFault } from '../schema-codec.js';
import { datumFault } from './datum-fault.js';

/** The compiled check of one schema. */
export class CompiledCheck {
  private readonly validate: ValidateFunction;
  /** The code of the schema and of each part that is referred to. */
  private readonly functions: readonly ValidateFunction[];

  /** @throws Error when the instance does not have the schema, or cannot compile it */
  constructor(ajv: AjvCore.default, url: string) {
    const validate = ajv.getSchema(url);
    if (validate === undefined) throw new Error(`no schema ${url}`);
    this.validate = validate as ValidateFunction;
    this.functions = (ajv.scope.get()['validate'] ?? []) as unknown as ValidateFunction[];
  }

  /** What is wrong with a datum. Throws `EXHAUSTED` when that costs more than the budget, RangeError at the end of the stack. */
  fault(datum: unknown): DatumFault | null {
    try {
      return this.validate(datum) ? null : datumFault(datum, this.validate.errors);
    } finally {
      // Each function keeps its last errors, and they the datum, also where another branch was met.
      for (const each of this.functions) each.errors = null;
    }
  }
}
