/** A Markdown table; columns whose heading ends with `:` are flushed right (and lose it). */
export function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(headings.map((heading) => heading.replace(/:$/, ''))),
    line(headings.map((heading) => (heading.endsWith(':') ? '--:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

/** Three significant digits below 100, whole numbers with separators above. */
export function number(value) {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function percent(ratio) {
  return `${Math.round(ratio * 100)} %`;
}

/** Median and range of a paired ratio, e.g. `91 % (88–93)`. */
export function ratioText({ median, min, max }) {
  return `${percent(median)} (${Math.round(min * 100)}–${Math.round(max * 100)})`;
}
