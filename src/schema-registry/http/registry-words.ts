/** Longest text of the registry that is passed on. */
const WORDS_MAX = 500;
/** What is looked at of it. */
const LOOKED_AT = 10 * WORDS_MAX;

const STACK = /\n\s*at /;
/** `org.apache.avro.SchemaParseException: `: the sentence behind it says the same. */
const CLASS_NAME = /(?:\b[a-z]\w{0,60}\.){0,12}\b[A-Z]\w{0,80}(?:Exception|Error)\b:? ?/g;

/** What the registry says, fit for a client: the head of it on one line, without a stack and without names of classes. */
export function wordsOf(message: string): string {
  const [text = ''] = message.slice(0, LOOKED_AT).split(STACK, 1);
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(CLASS_NAME, '')
    .trim();
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX)}…` : line;
}
