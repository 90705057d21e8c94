import type { FuncKeywordDefinition } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import { ValueSet } from './canonical-text.js';
import { excerpt } from './excerpt.js';
import { spend } from './work-budget.js';

/** Values of an `enum` that a message names. */
const ENUM_SHOWN = 6;

/**
 * `enum`, `const` and `uniqueItems` by content, in place of those of the library: its `uniqueItems` compares each item with
 * each other, and its comparison calls members of the datum that are named `valueOf` or `toString`.
 */
export function replaceEqualityKeywords(ajv: AjvCore.default): void {
  for (const definition of DEFINITIONS) {
    if (ajv.getKeyword(definition.keyword as string) === false) continue; // draft 4 knows no const
    ajv.removeKeyword(definition.keyword as string);
    ajv.addKeyword(definition);
  }
}

const DEFINITIONS: readonly FuncKeywordDefinition[] = [
  {
    keyword: 'enum',
    schemaType: 'array',
    errors: false,
    compile: (values: readonly unknown[]) => oneOfThem(values),
    error: { message: ({ schema }) => `must be one of ${valuesShown(schema as readonly unknown[])}` },
  },
  {
    keyword: 'const',
    errors: false,
    compile: (value: unknown) => oneOfThem([value]),
    error: { message: ({ schema }) => `must be ${wanted(schema)}` },
  },
  {
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: false,
    compile: (asked: boolean) => (asked ? allDifferent : () => true),
    error: { message: 'must NOT have duplicate items' },
  },
];

function oneOfThem(values: readonly unknown[]): (value: unknown) => boolean {
  const set = new ValueSet();
  for (const value of values) set.add(value);
  const composite = values.some(isComposite);
  return (value) => {
    if (composite) spendOnAll(value);
    return set.has(value);
  };
}

function allDifferent(items: readonly unknown[]): boolean {
  spendOnAll(items);
  const seen = new ValueSet();
  return items.every((item) => seen.add(item));
}

/** Counts a look at everything inside a value. */
function spendOnAll(value: unknown): void {
  if (typeof value !== 'object' || value === null) return spend(1 + (typeof value === 'string' ? value.length / 8 : 0));
  const inside: unknown[] = Array.isArray(value) ? value : Object.values(value);
  spend(4 + 4 * inside.length);
  inside.forEach(spendOnAll);
}

function isComposite(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function valuesShown(values: readonly unknown[]): string {
  const few = values.slice(0, ENUM_SHOWN).map(wanted).join(', ');
  return values.length > ENUM_SHOWN ? `${few} or ${values.length - ENUM_SHOWN} more` : few;
}

function wanted(value: unknown): string {
  return excerpt(JSON.stringify(value));
}
