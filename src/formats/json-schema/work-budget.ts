/**
 * What checking one datum may cost. References that branch let a schema of 1 KB ask for 2⁶⁴ steps, and repeated ones visit a
 * large datum thousands of times; no limit on either alone forbids that. So the keywords whose cost depends on the datum or
 * branches count what they are about to do (some nanoseconds a unit), and a datum gets in proportion to its size.
 */
const BASE = 10_000;
const PER_BYTE = 100;
const MOST = 50_000_000;

/** Thrown when the budget of a datum is used up. */
export const EXHAUSTED = new Error('the check costs too much');

/** Left of the budget of the datum that is being checked: one at a time, for checks are synchronous. */
let left = Infinity;

/** Begins the check of a datum of so many bytes. */
export function budgetFor(bytes: number): void {
  left = Math.min(BASE + PER_BYTE * bytes, MOST);
}

/** Lets everything pass until the next `budgetFor`: for checks of schemas, whose cost their size bounds. */
export function lift(): void {
  left = Infinity;
}

/** Counts what is about to be done. @throws EXHAUSTED */
export function spend(units: number): void {
  left -= units;
  if (left < 0) throw EXHAUSTED;
}

/** Counts a walk over all characters, items or members of a value. @throws EXHAUSTED */
export function spendOn(value: unknown, perElement: number): void {
  spend(1 + perElement * elements(value));
}

/** Names count for what they have of text, too. */
function elements(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let units = 0;
  for (const name in value) units += 1 + (name.length >> 4);
  return units;
}
