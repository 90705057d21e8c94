import { basename } from 'node:path';
import { Pair, parseLines } from 'dot-properties';
import { readText } from './file-text.js';
import { noFindings, type Findings } from './given.js';

/** A `\u` that is not followed by four hexadecimal digits: Java refuses the file, the parser would keep the letter. */
const BROKEN_ESCAPE = /(?<!\\)(?:\\\\)*\\u(?![0-9a-fA-F]{4})/;

/** Reads a Java properties file in UTF-8. A name that is there twice has its last value, with a warning. */
export function readPropertiesFile(path: string): Findings {
  const read = readText(path);
  if ('fault' in read) {
    return { ...noFindings(), faults: [{ name: null, source: 'properties file', message: read.fault }] };
  }
  return parseProperties(read.text, basename(path));
}

/** @param file name of the file for messages */
export function parseProperties(text: string, file: string): Findings {
  const { given, faults, notes } = noFindings();
  const lineOfName = new Map<string, number>();
  // The parser joins continued lines only at \n; one character less for \r\n does not change the count of lines.
  const source = text.replace(/\r\n?/g, '\n');
  const lineAt = lineCounter(source);
  for (const node of parseLines(source, true)) {
    if (!(node instanceof Pair)) continue;
    const [start = 0, , , end = start] = node.range ?? [];
    const line = lineAt(start);
    const where = `${file}:${line}`;
    if (BROKEN_ESCAPE.test(source.slice(start, end))) {
      faults.push({ name: node.key, source: where, message: 'has a \\u without four hexadecimal digits after it' });
      continue;
    }
    if (node.key === '') {
      faults.push({ name: null, source: where, message: 'A value without a name.' });
      continue;
    }
    const before = lineOfName.get(node.key);
    if (before !== undefined) {
      notes.push({
        level: 'warn',
        message: `${node.key} is given twice in ${file}, in lines ${before} and ${line}: line ${line} counts`,
      });
    }
    lineOfName.set(node.key, line);
    given.push({ name: node.key, value: node.value, source: where });
  }
  return { given, faults, notes };
}

/** Line numbers, from 1, of offsets that only grow. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at += 1) if (text[at] === '\n') line += 1;
    return line;
  };
}
