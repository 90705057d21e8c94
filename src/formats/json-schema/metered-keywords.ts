import { _, type CodeKeywordDefinition, type KeywordCxt } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import { spend, spendOn } from './work-budget.js';

/** Keywords that go over all of a string, an array or an object. */
const WALKS = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'contains',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'minProperties',
  'maxProperties',
  'minLength',
  'maxLength',
  'format',
]);

/** Keywords whose cost lies in the schema: references, branches, names to look for. */
const BRANCHES = new Set([
  '$ref',
  '$recursiveRef',
  '$dynamicRef',
  'allOf',
  'anyOf',
  'oneOf',
  'properties',
  'required',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
]);

/** Names looked for in an object, in the time of a unit. */
const NAMES_PER_UNIT = 4;

/** Properties whose code is nested. */
const PORTION = 50;

/** Makes the keywords of an instance count what they do and cope with many properties, before anything is compiled with it. */
export function meterKeywords(ajv: AjvCore.default): void {
  for (const rule of ajv.RULES.rules.flatMap(({ rules }) => rules)) {
    if (!('code' in rule.definition)) continue;
    if (WALKS.has(rule.keyword)) rule.definition = { ...rule.definition, code: walking(rule.definition.code) };
    if (!BRANCHES.has(rule.keyword)) continue;
    const code = rule.keyword === 'properties' ? inPortions(rule.definition.code) : rule.definition.code;
    rule.definition = { ...rule.definition, code: branching(code) };
  }
}

type Code = CodeKeywordDefinition['code'];

function walking(code: Code): Code {
  return (context, type) => {
    const count = context.gen.scopeValue('func', { ref: spendOn });
    context.gen.code(_`${count}(${context.data}, ${sizeOf(context.schema, context.keyword)})`);
    code(context, type);
  };
}

function branching(code: Code): Code {
  return (context, type) => {
    const count = context.gen.scopeValue('func', { ref: spend });
    context.gen.code(_`${count}(${1 + Math.floor(sizeOf(context.schema, context.keyword) / NAMES_PER_UNIT)})`);
    code(context, type);
  };
}

/**
 * The code for each property is nested in that for the one before, which ends the stack of the compiler after some thousands:
 * here they are nested in portions, one behind the other.
 */
function inPortions(code: Code): Code {
  return (context, type) => {
    const names = Object.keys(context.schema as object);
    if (names.length <= PORTION) return code(context, type);
    const { gen } = context;
    const fits = gen.let('fits', true);
    for (let at = 0; at < names.length; at += PORTION) {
      const portion = portionOf(context, names.slice(at, at + PORTION));
      gen.if(fits).block(() => {
        gen.assign(fits, false);
        code(portion, type);
        gen.assign(fits, true);
      });
      gen.endIf();
    }
    context.ok(fits);
  };
}

function portionOf(context: KeywordCxt, names: readonly string[]): KeywordCxt {
  const whole = context.schema as Record<string, unknown>;
  const schema = Object.fromEntries(names.map((name) => [name, whole[name]]));
  return Object.create(context, { schema: { value: schema } }) as KeywordCxt;
}

/** How much a keyword's value multiplies the work: each name is matched against each pattern of `patternProperties`. */
function sizeOf(schema: unknown, keyword: string): number {
  if (WALKS.has(keyword) && keyword !== 'patternProperties') return 1;
  return typeof schema === 'object' && schema !== null ? Object.keys(schema).length : 1;
}
