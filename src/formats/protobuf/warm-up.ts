import { create, type DescMessage, fromBinary, fromJson, type Registry, toBinary, toJson } from '@bufbuild/protobuf';
import { invalidSchema } from './invalid-schema.js';

/**
 * Makes what reads and writes a message, and those in it, now instead of with the first record. That calls itself for each
 * message that is in another: a schema of thousands that follow from each other does not fit on the stack.
 */
export function warmUp(desc: DescMessage, registry: Registry): void {
  const uses = [
    () => fromJson(desc, {}, { registry }),
    () => fromBinary(desc, new Uint8Array()),
    () => toJson(desc, create(desc), { registry }),
    () => toBinary(desc, create(desc)),
  ];
  for (const use of uses) {
    try {
      use();
    } catch (cause) {
      if (cause instanceof RangeError) throw invalidSchema('thousands of its messages are each in the next', cause);
      // else an empty message does not fit, a required field being missing: no fault of the schema
    }
  }
}
