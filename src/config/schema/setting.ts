/** What reading a text as a value gives: the value, or why it is none (an end of the sentence "`name` …"). */
export type Parsed<T> = { readonly value: T } | { readonly fault: string };

/** One setting of the gateway, as documented, checked and printed. */
export interface Setting<T = unknown> {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'choice' | 'list';
  /** Range, choices or form, for people; empty: any text. */
  readonly range: string;
  /** `ms`, `bytes`, … or empty. */
  readonly unit: string;
  /** As one would write it in a properties file. Empty: nothing. */
  readonly default: string;
  /** One sentence. */
  readonly meaning: string;
  /** What Confluent's REST Proxy has as default, where ours is another. */
  readonly confluentDefault?: string;
  /** Present: still read, with a warning that names this setting to use in its place. */
  readonly deprecatedFor?: string;
  readonly parse: (text: string) => Parsed<T>;
}

/** What every kind of setting says about itself. */
export type About = Pick<Setting, 'name' | 'meaning' | 'confluentDefault' | 'deprecatedFor'>;

/** A whole number from `min` to `max`, both included. */
export function integer(
  about: About & { default: number; min: number; max: number; unit?: 'ms' | 'bytes' | '' },
): Setting<number> {
  const { min, max, unit = '', ...rest } = about;
  return {
    ...rest,
    type: 'integer',
    range: `${min}..${max}`,
    unit,
    default: String(about.default),
    parse: (text) => {
      if (!/^[+-]?\d{1,15}$/.test(text)) return { fault: `must be a whole number, got ${quoted(text)}` };
      const value = Number(text);
      if (value < min || value > max) {
        return { fault: `must be from ${min} to ${max}${unit === '' ? '' : ` ${unit}`}, got ${text}` };
      }
      // -0 would print and compare strangely.
      return { value: value === 0 ? 0 : value };
    },
  };
}

/** `true` or `false`, in any case. */
export function boolean(about: About & { default: boolean }): Setting<boolean> {
  return {
    ...about,
    type: 'boolean',
    range: 'true, false',
    unit: '',
    default: String(about.default),
    parse: (text) => {
      const word = text.toLowerCase();
      if (word === 'true') return { value: true };
      if (word === 'false') return { value: false };
      return { fault: `must be true or false, got ${quoted(text)}` };
    },
  };
}

/** One of a few words, in any case. */
export function choice<const T extends string>(about: About & { default: T; of: readonly T[] }): Setting<T> {
  const { of, ...rest } = about;
  return {
    ...rest,
    type: 'choice',
    range: of.join(', '),
    unit: '',
    parse: (text) => {
      const value = of.find((word) => word === text.toLowerCase());
      return value === undefined ? { fault: `must be one of ${of.join(', ')}, got ${quoted(text)}` } : { value };
    },
  };
}

/** A text, checked by `parse` where a form is asked for. */
export function text<T = string>(
  about: About & { default?: string; range: string; parse: (text: string) => Parsed<T> },
): Setting<T> {
  return { ...about, default: about.default ?? '', type: 'text', unit: '' };
}

/** Entries between commas, each read by `entry`; white space around them is dropped. Nothing at all is an empty list. */
export function list<T>(
  about: About & { default?: string; range: string; entry: (text: string) => Parsed<T> },
): Setting<T[]> {
  const { entry, ...rest } = about;
  return {
    ...rest,
    default: about.default ?? '',
    type: 'list',
    unit: '',
    parse: (all) => {
      if (all === '') return { value: [] };
      const values: T[] = [];
      const faults = new Set<string>();
      for (const part of all.split(',').map((each) => each.trim())) {
        // A comma too many at the end is what generated files have, and harmless.
        if (part === '') continue;
        const parsed = entry(part);
        if ('fault' in parsed) faults.add(parsed.fault);
        else values.push(parsed.value);
      }
      return faults.size > 0 ? { fault: [...faults].join('; ') } : { value: values };
    },
  };
}

/** A value in a fault: readable, on one line, not endless. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
